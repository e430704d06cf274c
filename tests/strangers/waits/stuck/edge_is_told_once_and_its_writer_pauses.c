#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int p[2], ep = epoll_create1(0), total = 0;
    char buf[8];
    if (pipe(p) < 0)
        return 1;
    if (fork() == 0) {
        close(ep);
        close(p[0]);
        write(p[1], "0123456789ab", 12);
        pause(); /* lives on */
    }
    close(p[1]);
    struct epoll_event ev = {.events = EPOLLIN | EPOLLET, .data.fd = p[0]};
    epoll_ctl(ep, EPOLL_CTL_ADD, p[0], &ev);
    while (total < 12) {
        epoll_wait(ep, &ev, 1, -1);
        total += (int)read(p[0], buf, sizeof buf);
    }
    printf("%d\n", total);
    return 0;
}
