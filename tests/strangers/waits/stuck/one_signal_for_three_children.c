/* Three children end while SIGCHLD is blocked: it comes once, and one is counted. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t reaped;

static void count(int signal)
{
    (void)signal;
    wait(NULL);
    reaped++;
}

int main(void)
{
    sigset_t chld, old;
    signal(SIGCHLD, count);
    sigemptyset(&chld);
    sigaddset(&chld, SIGCHLD);
    sigprocmask(SIG_BLOCK, &chld, &old);
    for (int i = 0; i < 3; i++) {
        siginfo_t info;
        pid_t pid = fork();
        if (pid == 0)
            _exit(i);
        waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT); /* it has ended, and is still to be waited for */
    }
    while (reaped < 3)
        sigsuspend(&old);
    return 0;
}
