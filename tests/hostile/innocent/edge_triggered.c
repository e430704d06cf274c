/* edge_triggered.c -- an epoll of fifty pipes that is told once of each. */
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    int fd = epoll_create1(EPOLL_CLOEXEC), ends[50][2], sum = 0;
    for (int i = 0; i < 50; i++) {
        struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.u32 = (unsigned)i};
        if (pipe(ends[i]) < 0)
            return 1;
        epoll_ctl(fd, EPOLL_CTL_ADD, ends[i][0], &event);
    }
    if (fork() == 0) {
        for (int i = 0; i < 50; i++)
            (void)!write(ends[i][1], "x", 1);
        _exit(0);
    }
    for (int seen = 0; seen < 50;) {
        struct epoll_event events[50];
        int n = epoll_wait(fd, events, 50, -1);
        for (int i = 0; i < n; i++, seen++)
            sum += (int)events[i].data.u32;
    }
    wait(NULL);
    printf("%d\n", sum);
    return 0;
}
