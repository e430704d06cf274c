/* epoll_and_eventfd.c -- level and edge, one thread wakes another. */
#include "same.h"
#include <sys/epoll.h>
#include <sys/eventfd.h>
static int wake;
static void *ring(void *unused)
{
    for (uint64_t i = 1; i <= 3; i++) {
        nap_ms(2);
        MUST(write(wake, &i, sizeof i) == sizeof i);
    }
    return unused;
}
int main(void)
{
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    wake = eventfd(0, EFD_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.u32 = 77};
    MUST(epoll >= 0 && wake >= 0 && epoll_ctl(epoll, EPOLL_CTL_ADD, wake, &event) == 0);
    pthread_t thread;
    pthread_create(&thread, NULL, ring, NULL);
    uint64_t sum = 0;
    while (sum < 6) {
        uint64_t value = 0;
        MUST(epoll_wait(epoll, &event, 1, -1) == 1 && event.data.u32 == 77);
        if (read(wake, &value, sizeof value) > 0)
            sum += value;
    }
    pthread_join(thread, NULL);
    printf("%d\n", (int)sum);
    return 0;
}
