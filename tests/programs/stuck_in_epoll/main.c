#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

int main(void)
{
    int ends[2], event = eventfd(0, 0), all = epoll_create1(0);
    struct epoll_event wanted = {.events = EPOLLIN};
    pipe(ends);
    epoll_ctl(all, EPOLL_CTL_ADD, ends[0], &wanted);
    epoll_ctl(all, EPOLL_CTL_ADD, event, &wanted);
    return epoll_wait(all, &wanted, 1, -1);
}
