/* blocks_every_signal.c -- blocks all signals, and burns. */
#include "won.h"
int main(void)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    for (volatile int i = 0;; i++)
        ;
}
