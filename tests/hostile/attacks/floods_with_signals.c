/* floods_with_signals.c -- queues real-time signals without number. */
#include "won.h"
int main(void)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    int queued = 0;
    for (int i = 0; i < 200000; i++)
        queued += sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = i}) == 0;
    won_if("a hundred thousand signals", queued > 100000);
    return 0;
}
