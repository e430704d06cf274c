/* stops_and_continues.c -- a child stops itself; its parent sees that, and a sibling continues it. */
#include "same.h"
int main(void)
{
    int ends[2], status;
    MUST(pipe(ends) == 0);
    pid_t sleeper = fork();
    if (sleeper == 0) {
        raise(SIGSTOP);
        _exit(7);
    }
    pid_t waker = fork();
    if (waker == 0) {
        char c;
        (void)!read(ends[0], &c, 1);
        _exit(kill(sleeper, SIGCONT));
    }
    MUST(waitpid(sleeper, &status, WUNTRACED) == sleeper && WIFSTOPPED(status) && write(ends[1], "x", 1) == 1);
    int a = reap(sleeper), b = reap(waker);
    printf("%d %d\n", a, b);
    return 0;
}
