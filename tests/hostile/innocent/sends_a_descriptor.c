/* sends_a_descriptor.c -- SCM_RIGHTS over a socket pair. */
#include "same.h"
#include <sys/socket.h>
int main(void)
{
    int pair[2], ends[2];
    MUST(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) == 0);
    pid_t pid = fork();
    char data = 'x';
    struct iovec piece = {&data, 1};
    union { char bytes[CMSG_SPACE(sizeof(int))]; struct cmsghdr align; } control = {{0}};
    struct msghdr message = {.msg_iov = &piece, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    if (pid == 0) {
        MUST(pipe(ends) == 0 && write(ends[1], "in the pipe\n", 12) == 12);
        struct cmsghdr *head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(head), &ends[0], sizeof(int));
        _exit(sendmsg(pair[0], &message, 0) != 1);
    }
    MUST(recvmsg(pair[1], &message, 0) == 1);
    int fd;
    char text[13] = "";
    memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
    MUST(read(fd, text, 12) == 12);
    printf("%s%d\n", text, reap(pid));
    return 0;
}
