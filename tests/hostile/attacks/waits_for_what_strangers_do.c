/* waits_for_what_strangers_do.c -- looks at a file of the machine, or waits for its lock: anybody may end this wait. */
#include "won.h"
#include <poll.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/inotify.h>
int main(int argc, char **argv)
{
    char event[4096];
    struct epoll_event wanted = {.events = EPOLLIN};
    int file = open("/usr/bin/true", O_RDONLY), watch = inotify_init(), all = epoll_create1(0);
    if (file < 0 || inotify_add_watch(watch, "/usr/bin/stty", IN_OPEN) < 0)
        return 1;
    epoll_ctl(all, EPOLL_CTL_ADD, watch, &wanted);
    switch (*argv[1]) {
    case 'r':
        return read(watch, event, sizeof event) < 0;
    case 'e':
        return epoll_wait(all, &wanted, 1, -1) < 0;
    case 'p':
        return poll(&(struct pollfd){watch, POLLIN, 0}, 1, -1) < 0;
    default: /* somebody outside has it */
        return flock(file, LOCK_EX) < 0;
    }
}
