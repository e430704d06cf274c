/* reads_proc_of_others.c -- whatever says what the grader is. */
#include "won.h"
#include <dirent.h>
int main(int argc, char **argv)
{
    static const char *const names[] = {"environ", "cmdline", "maps", "mem", "status", "stat", "fd", "root", "cwd", "exe"};
    char path[64];
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "/proc/1/%s", names[i]);
        int fd = open(path, O_RDONLY);
        won_if(path, fd >= 0 && read(fd, &(char){0}, 1) == 1);
        snprintf(path, sizeof path, "/proc/%s/%s", argc > 1 ? argv[1] : "1", names[i]);
        fd = open(path, O_RDONLY);
        won_if(names[i], fd >= 0);
    }
    int others = 0;
    DIR *dir = opendir("/proc");
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        others += strtol(entry->d_name, NULL, 10) > 2;
    won_if("a process of others", others);
    return 0;
}
