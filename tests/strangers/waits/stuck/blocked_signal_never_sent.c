#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    pid_t pid = fork();
    if (pid == 0) {
        siginfo_t info;
        sigwaitinfo(&set, &info);
        _exit(0);
    }
    if (pid < 0)
        kill(pid, SIGUSR2);
    wait(NULL);
    return 0;
}
