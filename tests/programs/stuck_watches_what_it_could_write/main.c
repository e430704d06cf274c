#include <sys/epoll.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2], all = epoll_create1(0);
    char text[8];
    struct epoll_event wanted = {.events = EPOLLIN};
    pipe(ends);
    if (fork() == 0) {
        close(ends[0]);
        write(ends[1], "hello", 5);
        _exit(0);
    }
    epoll_ctl(all, EPOLL_CTL_ADD, ends[0], &wanted);
    while (epoll_wait(all, &wanted, 1, -1) == 1 && read(ends[0], text, sizeof text) > 0)
        continue;
    wait(NULL);
    return 0;
}
