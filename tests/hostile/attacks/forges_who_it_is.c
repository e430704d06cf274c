/* forges_who_it_is.c -- says over a socket that it is root, or init. */
#include "won.h"
#include <sys/socket.h>
static long send_as(int fd, struct ucred who)
{
    union {
        char bytes[CMSG_SPACE(sizeof(struct ucred))];
        struct cmsghdr align;
    } control = {0};
    struct iovec data = {"x", 1};
    struct msghdr msg = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control.bytes,
                         .msg_controllen = sizeof control.bytes};
    struct cmsghdr *head = CMSG_FIRSTHDR(&msg);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_CREDENTIALS;
    head->cmsg_len = CMSG_LEN(sizeof who);
    memcpy(CMSG_DATA(head), &who, sizeof who);
    return sendmsg(fd, &msg, 0);
}
int main(void)
{
    int ends[2];
    (void)!socketpair(AF_UNIX, SOCK_DGRAM, 0, ends);
    must_fail("root", send_as(ends[0], (struct ucred){getpid(), 0, 0}));
    must_fail("another user", send_as(ends[0], (struct ucred){getpid(), getuid() + 1, getgid()}));
    must_fail("init", send_as(ends[0], (struct ucred){1, getuid(), getgid()}));
    must_fail("a larger buffer", setsockopt(ends[0], SOL_SOCKET, SO_SNDBUFFORCE, &(int){1 << 28}, sizeof(int)));
    must_fail("a mark", setsockopt(ends[0], SOL_SOCKET, 36 /* SO_MARK */, &(int){1}, sizeof(int)));
    return 0;
}
