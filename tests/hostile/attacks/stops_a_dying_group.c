/* stops_a_dying_group.c -- SIGSTOP to all of a group whose members end and are born meanwhile. */
#include "won.h"
int main(void)
{
    pid_t group = fork();
    if (group == 0) {
        setpgid(0, 0);
        for (int i = 0; i < 300; i++) {
            pid_t pid = fork();
            if (pid == 0)
                _exit(0);
            waitpid(pid, NULL, WUNTRACED);
        }
        _exit(0);
    }
    setpgid(group, group);
    int status = 0;
    while (waitpid(group, &status, WNOHANG | WUNTRACED) == 0 || WIFSTOPPED(status)) {
        kill(-group, SIGSTOP);
        usleep(200);
        kill(-group, SIGCONT);
        usleep(300);
        status = 0;
    }
    printf("%d\n", WIFEXITED(status));
    return 0;
}
