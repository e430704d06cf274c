/* mail_of_the_dead.c -- sockets that nobody reads, and whose senders have closed them. */
#include "won.h"
#include <sys/socket.h>
static char piece[1 << 16];
int main(void)
{
    long total = 0;
    memset(piece, 1, sizeof piece);
    for (int i = 0; i < 900; i++) {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) < 0)
            break;
        ssize_t n;
        while ((n = write(ends[0], piece, sizeof piece)) > 0)
            total += n;
        close(ends[0]);
    }
    sleep(1);
    won_if("100 MiB in sockets", total >= 100 << 20);
    return 0;
}
