/* passes_descriptors_in_a_ring.c -- one pipe's end goes round five processes, and the last writes to it. */
#include "same.h"
#include <sys/socket.h>
static void send_fd(int to, int fd)
{
    char control[CMSG_SPACE(sizeof fd)] = {0}, byte = 0;
    struct iovec data = {&byte, 1};
    struct msghdr msg = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *head = CMSG_FIRSTHDR(&msg);
    head->cmsg_level = SOL_SOCKET, head->cmsg_type = SCM_RIGHTS, head->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(head), &fd, sizeof fd);
    MUST(sendmsg(to, &msg, 0) == 1);
}
static int receive_fd(int from)
{
    char control[CMSG_SPACE(sizeof(int))] = {0}, byte;
    int fd = -1;
    struct iovec data = {&byte, 1};
    struct msghdr msg = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    MUST(recvmsg(from, &msg, 0) == 1);
    memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&msg)), sizeof fd);
    return fd;
}
int main(void)
{
    int pairs[6][2], p[2];
    char text[8] = "";
    for (int i = 0; i < 6; i++)
        MUST(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pairs[i]) == 0);
    for (int i = 0; i < 5; i++)
        if (fork() == 0) {
            int fd = receive_fd(pairs[i][1]);
            if (i == 4)
                MUST(write(fd, "round", 5) == 5);
            else
                send_fd(pairs[i + 1][0], fd);
            _exit(0);
        }
    MUST(pipe(p) == 0);
    send_fd(pairs[0][0], p[1]);
    close(p[1]);
    MUST(read(p[0], text, 5) == 5);
    while (wait(NULL) > 0)
        continue;
    printf("%s %zd\n", text, read(p[0], text, 5));
    return 0;
}
