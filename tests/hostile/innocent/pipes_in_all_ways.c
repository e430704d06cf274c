/* pipes_in_all_ways.c -- size, bytes waiting, non-blocking, packets, close on exec. */
#include "same.h"
#include <limits.h>
#include <sys/ioctl.h>
int main(void)
{
    int ends[2], packets[2], waiting = 0;
    char c[8192] = "";
    MUST(pipe2(ends, O_NONBLOCK | O_CLOEXEC) == 0 && pipe2(packets, O_DIRECT) == 0);
    MUST(read(ends[0], c, 1) < 0 && errno == EAGAIN);
    int size = fcntl(ends[1], F_GETPIPE_SZ), total = 0;
    while (write(ends[1], c, sizeof c) > 0)
        total += (int)sizeof c;
    MUST(errno == EAGAIN && ioctl(ends[0], FIONREAD, &waiting) == 0);
    printf("%d %d %d ", size, total == size, waiting == total);
    MUST(fcntl(ends[1], F_SETPIPE_SZ, 1 << 17) == 1 << 17);
    MUST(write(packets[1], "ab", 2) == 2 && write(packets[1], "cde", 3) == 3);
    int first = (int)read(packets[0], c, 100), second = (int)read(packets[0], c, 100);
    printf("%d %d %d\n", first, second, fcntl(ends[0], F_GETFD) & FD_CLOEXEC);
    return 0;
}
