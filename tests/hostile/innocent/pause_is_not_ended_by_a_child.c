/* pause_is_not_ended_by_a_child.c -- a signal that is ignored ends no wait for signals. */
#include "same.h"
static volatile int rang;
static void ring(int s)
{
    rang = s;
}
int main(void)
{
    signal(SIGUSR1, ring);
    sigset_t block, none;
    sigemptyset(&none);
    sigemptyset(&block);
    sigaddset(&block, SIGUSR1);
    sigprocmask(SIG_BLOCK, &block, NULL);
    pid_t parent = getpid();
    for (int how = 0; how < 4; how++) {
        rang = 0;
        pid_t a = fork();
        if (a == 0) {
            nap_ms(20);
            _exit(0);
        }
        pid_t b = fork();
        if (b == 0) {
            nap_ms(70);
            kill(parent, SIGUSR1);
            _exit(0);
        }
        int sig = 0, r = 0;
        if (how == 0)
            r = sigsuspend(&none);
        else if (how == 1)
            r = sigwait(&block, &sig), rang = sig;
        else if (how == 2) {
            struct timespec t = {10, 0};
            r = pselect(0, NULL, NULL, NULL, &t, &none);
        } else {
            siginfo_t i;
            r = sigwaitinfo(&block, &i);
            rang = r, r = 0;
        }
        printf("%d %d\n", r, rang == SIGUSR1);
        reap(a);
        reap(b);
    }
}
