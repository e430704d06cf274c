#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

union control {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
};

static int pass(int socket, int fd)
{
    union control control = {{0}};
    char c = 'x';
    struct iovec data = {&c, 1};
    struct msghdr m = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    struct cmsghdr *head = CMSG_FIRSTHDR(&m);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(head), &fd, sizeof fd);
    return sendmsg(socket, &m, 0) == 1;
}

static int take(int socket)
{
    union control control = {{0}};
    char c;
    int fd = -1;
    struct iovec data = {&c, 1};
    struct msghdr m = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    if (recvmsg(socket, &m, 0) == 1)
        memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&m)), sizeof fd);
    return fd;
}

int main(void)
{
    int pair[2], fd[2];
    char c;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
        return 1;
    if (fork() == 0) {
        close(pair[0]);
        int out = take(pair[1]);
        int more = take(pair[1]);
        close(pair[1]);
        _exit(write(out, "x", 1) != 1 || more < 0);
    }
    close(pair[1]);
    if (pipe(fd) < 0 || !pass(pair[0], fd[1]) || !pass(pair[0], fd[0]))
        return 1;
    close(pair[0]);
    close(fd[1]);
    if (read(fd[0], &c, 1) != 1)
        return 1;
    close(fd[0]);
    return wait(NULL) < 0;
}
