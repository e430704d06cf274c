/* The children are gone; the parent itself still has the write ends of all that it watches. */
#include <sys/epoll.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int all = epoll_create1(0), p[3][2], left = 3;
    struct epoll_event e;
    char c;
    for (int i = 0; i < 3; i++) {
        pipe(p[i]);
        if (fork() == 0) {
            write(p[i][1], "x", 1);
            _exit(0);
        }
        e.events = EPOLLIN;
        e.data.fd = p[i][0];
        epoll_ctl(all, EPOLL_CTL_ADD, p[i][0], &e);
    }
    while (left > 0) {
        epoll_wait(all, &e, 1, -1);
        if (read(e.data.fd, &c, 1) == 0) {
            epoll_ctl(all, EPOLL_CTL_DEL, e.data.fd, NULL);
            left--;
        }
    }
    return 0;
}
