#include <signal.h>
#include <time.h>
#include <unistd.h>

static void wake(int sig)
{
    (void)sig;
}

static void with_deadline(void)
{
    timer_t t;
    struct itimerspec in = {{0, 0}, {30, 0}};
    signal(SIGALRM, wake);
    if (timer_create(CLOCK_MONOTONIC, NULL, &t) != 0)
        _exit(3);
    timer_settime(t, 0, &in, NULL);
    timer_delete(t);
}

int main(void)
{
    with_deadline();
    pause();
    return 0;
}
