/* floods_with_intervals.c -- ten thousand timers, each a thousand times a second. */
#include "won.h"
#include <time.h>
int main(void)
{
    signal(SIGALRM, SIG_IGN);
    for (int i = 0; i < 10000; i++) {
        timer_t timer;
        struct itimerspec fast = {{0, 1000}, {0, 1000}};
        struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};
        if (timer_create(CLOCK_MONOTONIC, &event, &timer) < 0)
            break;
        timer_settime(timer, 0, &fast, NULL);
    }
    for (;;)
        continue;
}
