/* handles_sigchld.c -- a handler that reaps twenty children. */
#include "same.h"
static volatile sig_atomic_t reaped;
static void on_child(int number)
{
    int saved = errno;
    (void)number;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        reaped++;
    errno = saved;
}
int main(void)
{
    sigset_t set, old;
    struct sigaction action = {.sa_handler = on_child, .sa_flags = SA_RESTART | SA_NOCLDSTOP};
    sigaction(SIGCHLD, &action, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, &old);
    for (int i = 0; i < 20; i++)
        if (fork() == 0)
            _exit(0);
    while (reaped < 20)
        sigsuspend(&old);
    printf("%d\n", reaped);
    return 0;
}
