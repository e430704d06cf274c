/* What is no file is not called by a file's name; a copy that fcntl() made was made by fcntl(). */
#include <fcntl.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

int main(void)
{
    int p[2];
    sigset_t none;
    sigemptyset(&none);
    int e = epoll_create1(0), v = eventfd(0, 0), t = timerfd_create(CLOCK_MONOTONIC, 0), s = signalfd(-1, &none, 0);
    if (e < 0 || v < 0 || t < 0 || s < 0 || pipe(p) < 0)
        return 1;
    int high = fcntl(p[1], F_DUPFD, 20);
    if (write(high, "x", 1) != 1)
        return 1;
    close(high);
    close(p[0]);
    return 0;
}
