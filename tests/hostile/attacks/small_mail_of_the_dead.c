/* small_mail_of_the_dead.c -- messages of a byte, of which the kernel makes 768, from senders who have closed. */
#include "won.h"
#include <sys/socket.h>
int main(void)
{
    long total = 0;
    for (int i = 0; i < 900; i++) {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) < 0)
            break;
        while (write(ends[0], "x", 1) == 1)
            total += 768;
        close(ends[0]);
    }
    sleep(1);
    won_if("100 MiB in sockets", total >= 100 << 20);
    return 0;
}
