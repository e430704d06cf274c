#include <sys/epoll.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* It has both ends of the only pipe that it watches; but its child writes, later. */
int main(void)
{
    int ends[2], all = epoll_create1(0);
    char text[8];
    struct epoll_event wanted = {.events = EPOLLIN};
    pipe(ends);
    if (fork() == 0) {
        close(ends[0]);
        nanosleep(&(struct timespec){0, 400000000}, NULL);
        write(ends[1], "hello", 5);
        close(ends[1]);
        _exit(0);
    }
    epoll_ctl(all, EPOLL_CTL_ADD, ends[0], &wanted);
    if (epoll_wait(all, &wanted, 1, -1) == 1)
        write(1, text, (size_t)read(ends[0], text, sizeof text));
    close(ends[0]);
    close(ends[1]);
    close(all);
    wait(NULL);
    return 0;
}
