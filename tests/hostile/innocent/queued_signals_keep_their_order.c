/* queued_signals_keep_their_order.c -- a thousand real-time signals, one by one. */
#include "same.h"
int main(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN + 3);
    sigprocmask(SIG_BLOCK, &set, NULL);
    for (int i = 0; i < 1000; i++)
        MUST(sigqueue(getpid(), SIGRTMIN + 3, (union sigval){.sival_int = i}) == 0);
    int wrong = 0;
    for (int i = 0; i < 1000; i++) {
        siginfo_t info;
        MUST(sigwaitinfo(&set, &info) == SIGRTMIN + 3);
        wrong += info.si_value.sival_int != i;
    }
    printf("%d wrong\n", wrong);
    return 0;
}
