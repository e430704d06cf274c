/* polls_that_watch_everything.c -- memory in lists of epoll: each of many watches each of many. */
#include "won.h"
#include <sys/epoll.h>
#include <sys/eventfd.h>
int main(void)
{
    long *watched = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int child = 0; child < 4; child++)
        if (fork() == 0) {
            int polls[500], events[400];
            for (int i = 0; i < 400; i++)
                events[i] = eventfd(0, 0);
            for (int i = 0; i < 500; i++) {
                polls[i] = epoll_create1(0);
                for (int k = 0; k < 400 && polls[i] >= 0; k++) {
                    struct epoll_event event = {.events = EPOLLIN};
                    if (epoll_ctl(polls[i], EPOLL_CTL_ADD, events[k], &event) == 0)
                        __atomic_add_fetch(watched, 1, __ATOMIC_RELAXED);
                }
            }
            _exit(0);
        }
    for (int child = 0; child < 4; child++)
        wait(NULL);
    puts(*watched > 0 ? "done" : "none"); /* at most 4 % of the machine's memory, says the kernel */
    return 0;
}
