/* dies_of_a_kill_of_its_own.c -- SIGKILL by ways that are no call of kill(): it must not look like somebody outside. */
#include "won.h"
#include <mqueue.h>
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
static void by_a_folder(void)
{
    int folder = open(".", O_RDONLY | O_DIRECTORY);
    fcntl(folder, F_SETSIG, SIGKILL);
    if (fcntl(folder, F_NOTIFY, DN_CREATE) == 0)
        close(open("new", O_WRONLY | O_CREAT, 0600));
}
static void by_a_lease(void)
{
    int file = open("f", O_RDWR | O_CREAT, 0600);
    fcntl(file, F_SETSIG, SIGKILL);
    if (fcntl(file, F_SETLEASE, F_WRLCK) == 0 && fork() == 0) {
        (void)!open("f", O_RDONLY);
        _exit(0);
    }
}
static void by_a_queue(void)
{
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL};
    mqd_t queue = mq_open("/k", O_RDWR | O_CREAT, 0600, NULL);
    if (queue < 0) /* there are none at minimal */
        raise(SIGKILL);
    if (mq_notify(queue, &event) == 0)
        mq_send(queue, "x", 1, 0);
}
static void by_end_of_a_child(void)
{
    static char stack[65536];
    clone(nothing, stack + sizeof stack, SIGKILL, NULL);
}
int main(int argc, char **argv)
{
    (void)argc;
    static const struct {
        const char *name;
        void (*die)(void);
    } ways[] = {{"limit", by_limit},   {"readiness", by_readiness}, {"timer", by_timer},
                {"parent", by_death_of_a_parent}, {"child", by_end_of_a_child}, {"folder", by_a_folder},
                {"lease", by_a_lease}, {"queue", by_a_queue}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (strcmp(argv[1], ways[i].name) == 0)
            ways[i].die();
    for (;;)
        pause();
}
