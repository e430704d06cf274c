#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

union room { struct cmsghdr align; char bytes[CMSG_SPACE(sizeof(int))]; };

static void send_fd(int over, int fd)
{
    union room room = {0};
    char x = 'x';
    struct iovec iov = {&x, 1};
    struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = &room, .msg_controllen = sizeof room};
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(c), &fd, sizeof fd);
    sendmsg(over, &m, 0);
}

static int get_fd(int over)
{
    union room room;
    char x;
    int fd;
    struct iovec iov = {&x, 1};
    struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = &room, .msg_controllen = sizeof room};
    if (recvmsg(over, &m, 0) != 1)
        _exit(1);
    memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&m)), sizeof fd);
    return fd;
}

int main(void)
{
    int s[2], p[2];
    char c;
    socketpair(AF_UNIX, SOCK_STREAM, 0, s);
    if (fork() == 0) {
        close(s[0]);
        int out = get_fd(s[1]);
        write(out, "abc", 3);
        recv(s[1], &c, 1, 0);
        close(out);
        close(s[1]);
        _exit(0);
    }
    close(s[1]);
    pipe(p);
    send_fd(s[0], p[1]);
    close(p[1]);
    while (read(p[0], &c, 1) == 1)
        write(1, &c, 1);
    close(p[0]);
    send(s[0], "q", 1, 0);
    close(s[0]);
    wait(NULL);
    return 0;
}
