#include <sys/epoll.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    struct epoll_event ev = {.events = EPOLLIN}, got;
    pipe(fd);
    int e = epoll_create1(0);
    epoll_ctl(e, EPOLL_CTL_ADD, fd[0], &ev);
    int n = epoll_wait(e, &got, 1, 700);
    close(e);
    close(fd[0]);
    close(fd[1]);
    return n;
}
