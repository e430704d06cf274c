/* Between the look at the flag and pause() the signal may come: then nothing ends pause() any more. */
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
    signal(SIGUSR1, on_signal);
    if (fork() == 0) {
        *x = 3;
        kill(parent, SIGUSR1);
        _exit(0);
    }
    while (!got)
        pause(); // @pause
    wait(NULL);
    printf("%d\n", *x);
    return 0;
}
