/* sends_itself_without_end.c -- a socket that holds itself, in a queue that holds the socket. */
#include "won.h"
#include <sys/socket.h>
int main(void)
{
    for (int i = 0; i < 3000; i++) {
        union {
            char bytes[CMSG_SPACE(2 * sizeof(int))];
            struct cmsghdr align;
        } control = {0};
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) < 0)
            break;
        struct iovec data = {"x", 1};
        struct msghdr msg = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
        struct cmsghdr *head = CMSG_FIRSTHDR(&msg);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(2 * sizeof(int));
        memcpy(CMSG_DATA(head), ends, sizeof ends);
        sendmsg(ends[0], &msg, MSG_DONTWAIT);
        sendmsg(ends[1], &msg, MSG_DONTWAIT);
        close(ends[0]);
        close(ends[1]);
    }
    puts("done");
    return 0;
}
