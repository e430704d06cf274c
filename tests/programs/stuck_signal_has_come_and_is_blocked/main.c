/* The child's SIGUSR1 comes, and sigsuspend() is given a mask that blocks it. Child 2's handler is for another signal
 * than the one that it blocks: that one has no handler. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void on_signal(int number)
{
    (void)number;
}

int main(void)
{
    sigset_t mask;
    signal(SIGUSR1, on_signal);
    sigemptyset(&mask);
    sigaddset(&mask, SIGUSR1);
    sigprocmask(SIG_BLOCK, &mask, NULL);
    pid_t child = fork();
    if (child == 0) {
        kill(getppid(), SIGUSR1);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    if (fork() == 0) {
        sigset_t other;
        sigemptyset(&other);
        sigaddset(&other, SIGUSR2);
        sigprocmask(SIG_SETMASK, &other, NULL);
        raise(SIGUSR2);
        sigsuspend(&other);
        _exit(0);
    }
    sigsuspend(&mask);
    return 0;
}
