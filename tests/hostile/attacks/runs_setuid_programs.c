/* runs_setuid_programs.c -- su, mount, passwd: their bit must mean nothing. */
#include "won.h"
#include <sys/prctl.h>
#include <sys/statvfs.h>
int main(void)
{
    static const char *const folders[] = {"/usr/bin", "/work", "/tmp", "/box", "/dev/shm"};
    won_if("new privileges", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1);
    for (int i = 0; i < 5; i++) {
        struct statvfs fs = {0};
        won_if(folders[i], statvfs(folders[i], &fs) != 0 || !(fs.f_flag & ST_NOSUID));
    }
    static char *const programs[] = {"/usr/bin/su", "/usr/bin/mount", "/usr/bin/passwd"};
    for (int i = 0; i < 3; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            int null = open("/dev/null", O_RDWR);
            dup2(null, 0);
            dup2(null, 1);
            dup2(null, 2);
            execl(programs[i], programs[i], "-c", "id", NULL);
            _exit(127);
        }
        won_if(programs[i], reap(pid) == 0);
    }
    return 0;
}
