#include <stdint.h>
#include <stdio.h>
#include <sys/timerfd.h>
#include <unistd.h>

int main(void)
{
    uint64_t ticks;
    struct itimerspec when = {.it_value = {5, 0}}, never = {0};
    int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    timerfd_settime(fd, 0, &when, NULL);
    timerfd_settime(fd, 0, &never, NULL);
    read(fd, &ticks, sizeof ticks);
    close(fd);
    return 0;
}
