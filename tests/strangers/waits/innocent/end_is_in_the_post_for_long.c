/* The write end is on its way to the worker, who naps before taking it out of the socket. */
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int s[2], p[2], go[2];
    char c = 'x', room[CMSG_SPACE(sizeof(int))] = {0};
    struct iovec io = {&c, 1};
    struct msghdr m = {.msg_iov = &io, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    socketpair(AF_UNIX, SOCK_STREAM, 0, s);
    pipe(p);
    pipe(go);
    if (fork() == 0) {
        int got;
        close(s[0]), close(p[0]), close(p[1]), close(go[1]);
        usleep(800000);
        recvmsg(s[1], &m, 0);
        memcpy(&got, CMSG_DATA(CMSG_FIRSTHDR(&m)), sizeof got);
        write(got, "y", 1);
        close(got), close(s[1]), close(go[0]);
        _exit(0);
    }
    close(s[1]), close(go[0]);
    struct cmsghdr *h = CMSG_FIRSTHDR(&m);
    h->cmsg_level = SOL_SOCKET, h->cmsg_type = SCM_RIGHTS, h->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(h), &p[1], sizeof(int));
    sendmsg(s[0], &m, 0);
    close(p[1]);
    while (read(p[0], &c, 1) == 1) /* parent */
        ;
    close(p[0]), close(s[0]), close(go[1]);
    wait(NULL);
    return 0;
}
