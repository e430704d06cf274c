#include <errno.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

static void nothing(int sig)
{
    (void)sig;
}

int main(void)
{
    struct sigaction sa = {.sa_handler = nothing};
    struct itimerspec at = {{0, 0}, {0, 0}};
    int fd[2];
    char c;
    timer_t t;
    sigaction(SIGALRM, &sa, NULL);
    pipe(fd);
    timer_create(CLOCK_MONOTONIC, NULL, &t);
    clock_gettime(CLOCK_MONOTONIC, &at.it_value);
    at.it_value.tv_sec += 2;
    timer_settime(t, TIMER_ABSTIME, &at, NULL);
    int failed = read(fd[0], &c, 1) == -1 && errno == EINTR;
    close(fd[0]);
    close(fd[1]);
    return !failed;
}
