/* innocent_signals.c -- handlers, masks, queued signals, alarm, interval and POSIX timers, sigwait, SIGPIPE. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t alarms, value;

static void on_alarm(int signal)
{
    (void)signal;
    alarms++;
}

static void on_queued(int signal, siginfo_t *info, void *context)
{
    (void)signal, (void)context;
    value = info->si_value.sival_int;
}

int main(void)
{
    struct sigaction action = {.sa_handler = on_alarm}, queued = {.sa_sigaction = on_queued, .sa_flags = SA_SIGINFO};
    sigaction(SIGALRM, &action, NULL);
    sigaction(SIGUSR1, &queued, NULL);
    signal(SIGPIPE, SIG_IGN);

    sigset_t block, old;
    sigemptyset(&block);
    sigaddset(&block, SIGALRM);
    sigprocmask(SIG_BLOCK, &block, &old);
    struct itimerval soon = {{0, 0}, {0, 20000}};
    setitimer(ITIMER_REAL, &soon, NULL);
    while (alarms == 0)
        sigsuspend(&old);

    timer_t timer;
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};
    struct itimerspec later = {{0, 0}, {0, 20000000}};
    int received = 0;
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) || timer_settime(timer, 0, &later, NULL) ||
        sigwait(&block, &received))
        return 1;

    int ends[2];
    if (pipe(ends) || close(ends[0]))
        return 2;
    int broken = write(ends[1], "x", 1) < 0 && errno == EPIPE;

    pid_t parent = getpid();
    int status;
    pid_t child = fork();
    if (child == 0)
        _exit(sigqueue(parent, SIGUSR1, (union sigval){.sival_int = 42}));
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    printf("%d %d %d %d\n", (int)alarms, received == SIGALRM, broken, (int)value);
    return WEXITSTATUS(status);
}
