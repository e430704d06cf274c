#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void nothing(int sig)
{
    (void)sig;
}

int main(void)
{
    timer_t t;
    struct itimerspec in = {{0, 0}, {1, 0}};
    struct sigevent ev;
    sigset_t both, old;
    signal(SIGALRM, nothing);
    signal(SIGUSR2, nothing);
    sigemptyset(&both);
    sigaddset(&both, SIGALRM);
    sigaddset(&both, SIGUSR2);
    sigprocmask(SIG_BLOCK, &both, &old);
    memset(&ev, 0, sizeof ev);
    ev.sigev_notify = SIGEV_SIGNAL;
    ev.sigev_signo = SIGUSR2;
    timer_create(CLOCK_REALTIME, &ev, &t);
    alarm(1);
    sigsuspend(&old);
    timer_settime(t, 0, &in, NULL);
    sigsuspend(&old);
    return 0;
}
