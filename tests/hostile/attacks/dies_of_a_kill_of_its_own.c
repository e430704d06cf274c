/* dies_of_a_kill_of_its_own.c -- SIGKILL by ways that are no call of kill(): it must not look like somebody outside. */
#include "won.h"
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
static void by_limit(void)
{
    struct rlimit second = {1, 1};
    setrlimit(RLIMIT_CPU, &second);
    for (;;)
        continue;
}
static void by_readiness(void)
{
    int ends[2];
    (void)!socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
    syscall(SYS_fcntl, ends[0], F_SETSIG | 1L << 32, SIGKILL);
    syscall(SYS_fcntl, ends[0], F_SETOWN | 1L << 32, getpid());
    fcntl(ends[0], F_SETFL, O_ASYNC);
    (void)!write(ends[1], "x", 1);
}
static void by_timer(void)
{
    timer_t timer;
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL};
    struct itimerspec soon = {.it_value = {0, 1000000}};
    timer_create(CLOCK_MONOTONIC, &event, &timer);
    timer_settime(timer, 0, &soon, NULL);
}
static void by_death_of_a_parent(void)
{
    if (fork() > 0)
        for (;;)
            pause();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    syscall(SYS_kill, (long)getppid() | 1L << 32, SIGKILL | 1L << 32);
}
static int nothing(void *x)
{
    return x != NULL;
}
static void by_end_of_a_child(void)
{
    static char stack[65536];
    clone(nothing, stack + sizeof stack, SIGKILL, NULL);
}
int main(int argc, char **argv)
{
    (void)argc;
    if (strcmp(argv[1], "limit") == 0)
        by_limit();
    if (strcmp(argv[1], "readiness") == 0)
        by_readiness();
    if (strcmp(argv[1], "timer") == 0)
        by_timer();
    if (strcmp(argv[1], "parent") == 0)
        by_death_of_a_parent();
    if (strcmp(argv[1], "child") == 0)
        by_end_of_a_child();
    for (;;)
        pause();
}
