#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t ended;

static void note(int number)
{
    (void)number;
    ended = 1;
}

int main(void)
{
    struct sigaction child = {.sa_handler = note};
    sigset_t block, before;
    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    if (sigaction(SIGCHLD, &child, NULL) < 0 || sigprocmask(SIG_BLOCK, &block, &before) < 0)
        return 1;
    if (fork() == 0) {
        usleep(400000);
        _exit(0);
    }
    while (!ended)
        sigsuspend(&before);
    return 0;
}
