#include "common.h"
pid_t start(int (*what)(struct channel *), struct channel *c)
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0)
        exit(what(c));
    return pid;
}
int reap(pid_t pid)
{
    int status;
    if (waitpid(pid, &status, 0) < 0) return 1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
