#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int t = timerfd_create(CLOCK_MONOTONIC, 0), e = epoll_create1(0);
    struct itimerspec s = {.it_value = {0, 600000000}};
    struct epoll_event v = {.events = EPOLLIN};
    timerfd_settime(t, 0, &s, NULL);
    epoll_ctl(e, EPOLL_CTL_ADD, t, &v);
    epoll_wait(e, &v, 1, -1);
    close(t);
    close(e);
    return 0;
}
