/* memory_in_sockets.c -- socket pairs that nobody reads. */
#include "won.h"
#include <sys/socket.h>
static char piece[1 << 16];
int main(void)
{
    long total = 0;
    for (int i = 0; i < 100; i++) {
        int ends[2], size = 1 << 28;
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) < 0)
            break;
        setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
        ssize_t n;
        while ((n = write(ends[0], piece, sizeof piece)) > 0)
            total += n;
    }
    won_if("100 MiB in sockets", total >= 100 << 20);
    return 0;
}
