/* waits_for_a_far_timer.c -- a timer that rings in an hour. */
#include "won.h"
#include <sys/timerfd.h>
#include <time.h>
int main(void)
{
    int fd = timerfd_create(CLOCK_MONOTONIC, 0);
    struct itimerspec hour = {.it_value.tv_sec = 3600};
    timerfd_settime(fd, 0, &hour, NULL);
    return (int)read(fd, &(uint64_t){0}, 8);
}
