/* readiness_by_signal.c -- O_ASYNC on a pipe: SIGIO when a byte comes. */
#include "same.h"
static volatile sig_atomic_t ready;
static void on_io(int number)
{
    ready = number;
}
int main(void)
{
    int ends[2];
    MUST(pipe(ends) == 0);
    signal(SIGIO, on_io);
    MUST(fcntl(ends[0], F_SETOWN, getpid()) == 0 && fcntl(ends[0], F_SETFL, O_ASYNC | O_NONBLOCK) == 0);
    sigset_t set, old;
    sigemptyset(&set);
    sigaddset(&set, SIGIO);
    sigprocmask(SIG_BLOCK, &set, &old);
    pid_t pid = fork();
    if (pid == 0) {
        nap_ms(20);
        _exit(write(ends[1], "x", 1) != 1);
    }
    while (!ready)
        sigsuspend(&old);
    printf("%d %d\n", ready == SIGIO, reap(pid));
    return 0;
}
