#include <pthread.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

static int fd[2];

static void wake(union sigval unused)
{
    (void)unused;
    if (write(fd[1], "x", 1) != 1)
        _exit(1);
}

int main(void)
{
    struct sigevent how = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = wake};
    struct itimerspec when = {.it_value = {.tv_nsec = 400000000}};
    timer_t timer;
    char c;
    if (pipe(fd) < 0 || timer_create(CLOCK_MONOTONIC, &how, &timer) < 0 || timer_settime(timer, 0, &when, NULL) < 0)
        return 1;
    return read(fd[0], &c, 1) != 1;
}
