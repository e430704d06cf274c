/* Of three bytes that came at once, one is read at each event: the second event never comes. */
#include <sys/epoll.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int data[2], ack[2], all = epoll_create1(0), n = 0;
    char c;
    pipe(data);
    pipe(ack);
    if (fork() == 0) {
        close(data[0]);
        close(ack[1]);
        write(data[1], "abc", 3);
        read(ack[0], &c, 1); /* the child */
        _exit(0);
    }
    close(data[1]);
    close(ack[0]);
    struct epoll_event e = {.events = EPOLLIN | EPOLLET};
    epoll_ctl(all, EPOLL_CTL_ADD, data[0], &e);
    while (n < 3) {
        epoll_wait(all, &e, 1, -1);
        n += (int)read(data[0], &c, 1);
    }
    write(ack[1], "k", 1);
    return wait(NULL) < 0;
}
