#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void wake(int sig)
{
    (void)sig;
}

int main(void)
{
    struct itimerspec soon = {{0, 0}, {1, 0}}, late = {{0, 0}, {2, 0}}, left;
    struct sigevent ev;
    struct sigaction sa;
    sigset_t mask, old;
    timer_t a, b;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = wake;
    sigaction(SIGUSR1, &sa, NULL);
    memset(&ev, 0, sizeof ev);
    ev.sigev_notify = SIGEV_SIGNAL;
    ev.sigev_signo = SIGUSR1;
    sigemptyset(&mask);
    sigaddset(&mask, SIGUSR1);
    sigprocmask(SIG_BLOCK, &mask, &old);
    timer_create(CLOCK_MONOTONIC, &ev, &a);
    timer_create(CLOCK_MONOTONIC, &ev, &b);
    timer_settime(a, 0, &soon, NULL);
    timer_settime(b, 0, &late, &left);
    timer_delete(a);
    sigsuspend(&old);
    return 0;
}
