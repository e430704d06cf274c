/* memory_of_flying_descriptors.c -- sockets sent through sockets, and closed: only the queue holds them. */
#include "won.h"
#include <sys/socket.h>
#include <sys/uio.h>
int main(void)
{
    long sent = 0;
    int hub[2];
    if (socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, hub) < 0)
        return 1;
    for (int i = 0; i < 100000; i++) {
        int pair[2];
        char room[CMSG_SPACE(sizeof pair)], c = 0;
        struct iovec io = {&c, 1};
        struct msghdr m = {.msg_iov = &io, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
            break;
        struct cmsghdr *h = CMSG_FIRSTHDR(&m);
        *h = (struct cmsghdr){CMSG_LEN(sizeof pair), SOL_SOCKET, SCM_RIGHTS};
        memcpy(CMSG_DATA(h), pair, sizeof pair);
        long n = sendmsg(hub[0], &m, 0);
        close(pair[0]);
        close(pair[1]);
        if (n < 0)
            break;
        sent += 2;
    }
    won_if("twenty thousand sockets in flight", sent >= 20000);
    return 0;
}
