/* timerfd_inside_two_epolls.c -- waits without end at a list in which is a list in which is a timer. */
#include "same.h"
#include <sys/epoll.h>
#include <sys/timerfd.h>
int main(void)
{
    int timer = timerfd_create(CLOCK_MONOTONIC, 0), inner = epoll_create1(0), outer = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN};
    struct itimerspec soon = {{0, 0}, {0, 200000000}};
    MUST(epoll_ctl(inner, EPOLL_CTL_ADD, timer, &event) == 0 && epoll_ctl(outer, EPOLL_CTL_ADD, inner, &event) == 0);
    MUST(timerfd_settime(timer, 0, &soon, NULL) == 0);
    printf("%d\n", epoll_wait(outer, &event, 1, -1));
    return 0;
}
