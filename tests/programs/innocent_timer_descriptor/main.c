#include <stdint.h>
#include <sys/timerfd.h>
#include <unistd.h>

int main(void)
{
    struct itimerspec when = {.it_value = {.tv_nsec = 400000000}};
    uint64_t count;
    int fd = timerfd_create(CLOCK_MONOTONIC, 0);
    if (fd < 0 || timerfd_settime(fd, 0, &when, NULL) < 0)
        return 1;
    return read(fd, &count, sizeof count) != sizeof count;
}
