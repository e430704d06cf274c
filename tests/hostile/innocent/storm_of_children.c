/* storm_of_children.c -- every SIGCHLD reaps all that have ended, while more are made. */
#include "same.h"
static volatile sig_atomic_t reaped;
static void reap_all(int signal)
{
    int saved = errno;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        reaped++;
    errno = saved;
}
int main(void)
{
    sigset_t block, old;
    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    struct sigaction a = {.sa_handler = reap_all, .sa_flags = SA_RESTART | SA_NOCLDSTOP};
    sigaction(SIGCHLD, &a, NULL);
    int made = 0;
    while (made < 400) {
        sigprocmask(SIG_BLOCK, &block, &old);
        if (made - reaped < 30) {
            pid_t pid = fork();
            MUST(pid >= 0);
            if (pid == 0)
                _exit(0);
            made++;
        } else {
            sigsuspend(&old);
        }
        sigprocmask(SIG_SETMASK, &old, NULL);
    }
    sigprocmask(SIG_BLOCK, &block, &old);
    while (reaped < made)
        sigsuspend(&old);
    printf("%d\n", (int)reaped);
    return 0;
}
