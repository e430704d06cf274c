/* sleeps_until.c -- clock_nanosleep to a time, and usleep. */
#include "same.h"
int main(void)
{
    struct timespec begin, until, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    until = begin;
    until.tv_nsec += 20000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    MUST(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == 0);
    clock_gettime(CLOCK_MONOTONIC, &end);
    puts(end.tv_sec > until.tv_sec || (end.tv_sec == until.tv_sec && end.tv_nsec >= until.tv_nsec) ? "not too early" : "early");
    return 0;
}
