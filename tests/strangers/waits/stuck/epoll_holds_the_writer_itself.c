#include <stdio.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2], e;
    char c;
    struct epoll_event want = {.events = EPOLLIN}, got;
    pipe(fd);
    if (fork() == 0) {
        close(fd[0]);
        write(fd[1], "x", 1);
        close(fd[1]);
        _exit(0);
    }
    e = epoll_create1(EPOLL_CLOEXEC);
    want.data.fd = fd[0];
    epoll_ctl(e, EPOLL_CTL_ADD, fd[0], &want);
    while (epoll_wait(e, &got, 1, -1) == 1)
        if (read(got.data.fd, &c, 1) == 0)
            break;
    wait(NULL);
    return 0;
}
