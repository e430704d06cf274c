/* The signal is blocked until sigsuspend() lets it in: it cannot come too early. */
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t got;

static void on_signal(int sig)
{
    (void)sig;
    got = 1;
}

int main(void)
{
    int *x = mmap(NULL, sizeof *x, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t parent = getpid();
    sigset_t blocked, before;
    signal(SIGUSR1, on_signal);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    if (fork() == 0) {
        *x = 3;
        kill(parent, SIGUSR1);
        _exit(0);
    }
    while (!got)
        sigsuspend(&before);
    wait(NULL);
    printf("%d\n", *x);
    return 0;
}
