#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t ready;

static void note(int n)
{
    (void)n;
    ready = 1;
}

int main(void)
{
    sigset_t none;
    struct sigaction act = {.sa_handler = note};
    sigaction(SIGUSR1, &act, NULL);
    sigemptyset(&none);
    if (fork() == 0) {
        kill(getppid(), SIGUSR1);
        _exit(0);
    }
    while (wait(NULL) < 0)
        ;
    sigsuspend(&none);
    return !ready;
}
