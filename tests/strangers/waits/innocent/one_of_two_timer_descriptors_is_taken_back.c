#include <stdint.h>
#include <stdio.h>
#include <sys/timerfd.h>
#include <unistd.h>

int main(void)
{
    uint64_t ticks;
    struct itimerspec soon = {.it_value = {0, 700000000}}, never = {0};
    int first = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC), second = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC);
    timerfd_settime(second, 0, &soon, NULL);
    timerfd_settime(first, 0, &soon, NULL);
    timerfd_settime(first, 0, &never, NULL);
    if (read(second, &ticks, sizeof ticks) == sizeof ticks)
        puts("the second rang");
    close(first);
    close(second);
    return 0;
}
