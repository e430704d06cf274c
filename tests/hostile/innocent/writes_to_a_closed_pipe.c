/* writes_to_a_closed_pipe.c -- EPIPE when SIGPIPE is ignored; death by it when not. */
#include "same.h"
int main(void)
{
    int ends[2];
    MUST(pipe(ends) == 0);
    close(ends[0]);
    pid_t pid = fork();
    if (pid == 0) {
        (void)!write(ends[1], "x", 1);
        _exit(0);
    }
    int died = reap(pid);
    signal(SIGPIPE, SIG_IGN);
    printf("%d %s\n", died, write(ends[1], "x", 1) < 0 ? strerrorname_np(errno) : "written");
    return 0;
}
