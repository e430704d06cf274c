#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t rings;

static void ring(int sig)
{
    (void)sig;
    rings++;
}

int main(void)
{
    struct sigaction sa;
    struct timespec nap = {1, 300000000};
    sigset_t alarms, old;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = ring;
    sigaction(SIGALRM, &sa, NULL);
    sigemptyset(&alarms);
    sigaddset(&alarms, SIGALRM);
    sigprocmask(SIG_BLOCK, &alarms, &old);
    alarm(1);
    nanosleep(&nap, NULL); /* the first one is pending now */
    alarm(1);
    sigprocmask(SIG_SETMASK, &old, NULL); /* and comes here */
    sigprocmask(SIG_BLOCK, &alarms, NULL);
    while (rings < 2)
        sigsuspend(&old); /* the second one comes a second later */
    return 0;
}
