/* signal_and_timer_descriptors.c -- signalfd, timerfd, poll. */
#include "same.h"
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
int main(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    struct pollfd fds[2] = {{signalfd(-1, &set, 0), POLLIN, 0}, {timerfd_create(CLOCK_MONOTONIC, 0), POLLIN, 0}};
    struct itimerspec soon = {.it_value = {0, 30000000}};
    MUST(fds[0].fd >= 0 && fds[1].fd >= 0 && timerfd_settime(fds[1].fd, 0, &soon, NULL) == 0);
    if (fork() == 0)
        _exit(0);
    int seen = 0;
    while (seen != 3) {
        MUST(poll(fds, 2, -1) > 0);
        struct signalfd_siginfo info;
        uint64_t times;
        if (fds[0].revents && read(fds[0].fd, &info, sizeof info) > 0 && info.ssi_signo == SIGCHLD)
            seen |= 1;
        if (fds[1].revents && read(fds[1].fd, &times, sizeof times) > 0)
            seen |= 2;
    }
    wait(NULL);
    puts("child and timer");
    return 0;
}
