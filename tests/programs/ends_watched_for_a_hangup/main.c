/* Child 1 waits by poll() for nothing but that the write end goes, child 2 by epoll_wait(): neither reads a byte. Child 3
 * does not use the read end at all. */
#include <poll.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        struct pollfd watched = {.fd = fd[0], .events = 0};
        close(fd[1]);
        poll(&watched, 1, -1);
        _exit(0);
    }
    if (fork() == 0) {
        struct epoll_event event = {.events = 0};
        int epoll = epoll_create1(EPOLL_CLOEXEC);
        close(fd[1]);
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd[0], &event);
        epoll_wait(epoll, &event, 1, -1);
        close(epoll);
        close(fd[0]);
        _exit(0);
    }
    if (fork() == 0) {
        close(fd[1]);
        _exit(0);
    }
    close(fd[0]);
    usleep(20000);
    close(fd[1]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
