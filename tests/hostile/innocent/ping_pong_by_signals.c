/* ping_pong_by_signals.c -- parent and child take turns with SIGUSR1 and sigsuspend. */
#include "same.h"
static void nothing(int number)
{
    (void)number;
}
int main(void)
{
    sigset_t set, old;
    signal(SIGUSR1, nothing);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, &old);
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        for (int i = 0; i < 100; i++) {
            sigsuspend(&old);
            kill(parent, SIGUSR1);
        }
        _exit(0);
    }
    for (int i = 0; i < 100; i++) {
        kill(child, SIGUSR1);
        sigsuspend(&old);
    }
    printf("%d\n", reap(child));
    return 0;
}
