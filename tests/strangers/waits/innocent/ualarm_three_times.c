#define _DEFAULT_SOURCE
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t n;

static void tick(int sig)
{
    (void)sig;
    n++;
}

int main(void)
{
    sigset_t block, old;
    signal(SIGALRM, tick);
    sigemptyset(&block);
    sigaddset(&block, SIGALRM);
    sigprocmask(SIG_BLOCK, &block, &old);
    ualarm(300000, 300000);
    while (n < 3)
        sigsuspend(&old);
    ualarm(0, 0);
    return 0;
}
