/* leaves_behind.c -- the first process ends at once; what its child still does: leaves_behind WHAT. */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void say(const char *text)
{
    if (write(1, text, strlen(text)) < 0)
        _exit(1);
}

static void compute(long ms)
{
    struct timespec used = {0};
    while (used.tv_sec * 1000 + used.tv_nsec / 1000000 < ms)
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
}

static void read_own_pipe(void)
{
    int fds[2];
    char byte;
    if (pipe(fds) == 0)
        (void)!read(fds[0], &byte, 1);
}

static void wake(int number)
{
    (void)number;
}

static void pause_for_a_child(void)
{
    sigset_t set, none;
    sigemptyset(&none);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGUSR1, wake);
    pid_t sleeper = getpid();
    if (fork() == 0) {
        usleep(200000);
        kill(sleeper, SIGUSR1);
        _exit(0);
    }
    sigsuspend(&none);
}

static void live_on(const char *what)
{
    while (strcmp(what, "spins") == 0)
        continue;
    while (strcmp(what, "naps-for-ever") == 0)
        usleep(10000);
    while (strcmp(what, "writes") == 0)
        say("x");
    if (strcmp(what, "computes") == 0)
        compute(300);
    else if (strcmp(what, "naps") == 0)
        usleep(300000);
    else if (strcmp(what, "naps-long") == 0)
        usleep(1500000);
    else if (strcmp(what, "reads") == 0)
        read_own_pipe();
    else if (strcmp(what, "stops") == 0)
        raise(SIGSTOP);
    else if (strcmp(what, "is-woken") == 0)
        pause_for_a_child();
    else if (strcmp(what, "pauses") == 0)
        pause();
    say("late\n");
}

int main(int argc, char **argv)
{
    if (argc > 1 && fork() == 0)
        live_on(argv[1]);
    return 0;
}
