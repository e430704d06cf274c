/* sets_clocks_of_others.c -- timers and clocks of who is not its own. */
#include "won.h"
#include <time.h>
int main(void)
{
    timer_t timer;
    struct timespec now;
    struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGKILL};
    event._sigev_un._tid = 1;
    must_fail("a signal to init", timer_create(CLOCK_MONOTONIC, &event, &timer));
    must_fail("wakes the machine", timer_create(CLOCK_REALTIME_ALARM, NULL, &timer));
    must_fail("a clock of a device", clock_gettime((~3 << 3) | 3, &now));
    must_fail("sets a clock", clock_settime(CLOCK_TAI, &(struct timespec){1, 0}));
    must_fail("adjusts", syscall(SYS_clock_adjtime, CLOCK_REALTIME, &(char[512]){1}));
    return 0;
}
