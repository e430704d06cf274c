#include <stdint.h>
#include <sys/timerfd.h>
#include <unistd.h>

int main(void)
{
    uint64_t expired;
    int t = timerfd_create(CLOCK_MONOTONIC, 0);
    if (t < 0)
        return 1;
    read(t, &expired, sizeof expired);
    close(t);
    return 0;
}
