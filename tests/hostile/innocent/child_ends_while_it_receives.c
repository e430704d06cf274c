/* child_ends_while_it_receives.c -- the same for a socket with a timeout, epoll, sigtimedwait, mq. */
#include "same.h"
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/time.h>
static void ends_soon(void)
{
    if (fork() == 0) {
        nap_ms(5);
        _exit(0);
    }
}
int main(void)
{
    int pair[2], epoll = epoll_create1(0);
    struct timeval second = {1, 0};
    MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    MUST(setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &second, sizeof second) == 0);
    if (fork() == 0) {
        nap_ms(40);
        _exit(write(pair[1], "abcd", 4) != 4);
    }
    ends_soon();
    char c;
    printf("%d ", (int)recv(pair[0], &c, 1, 0));
    ends_soon();
    printf("%d ", (int)read(pair[0], &c, 1));
    struct epoll_event event = {.events = EPOLLIN};
    ends_soon();
    MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, epoll, &event) < 0);
    printf("%d ", epoll_wait(epoll, &event, 1, 40));
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    struct timespec soon = {0, 40000000};
    ends_soon();
    int got = sigtimedwait(&set, NULL, &soon);
    printf("%d %s\n", got, strerrorname_np(errno));
    while (wait(NULL) > 0)
        ;
    return 0;
}
