#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The only write end of the child's pipe is on its way to the parent, in a message that it has not received yet. */
int main(void)
{
    int ends[2], pair[2];
    char c = 'x', space[CMSG_SPACE(sizeof(int))];
    pipe(ends);
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    if (fork() == 0) {
        close(ends[1]);
        close(pair[0]);
        close(pair[1]);
        _exit(read(ends[0], &c, 1) != 1);
    }
    struct iovec data = {&c, 1};
    struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    *head = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
    memcpy(CMSG_DATA(head), &ends[1], sizeof(int));
    sendmsg(pair[0], &message, 0);
    close(ends[0]);
    close(ends[1]);
    for (;;)
        sleep(1);
}
