/* SIGUSR1 comes, and its sender has ended since: but what is ignored ends no sigsuspend() */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    sigset_t none;
    sigemptyset(&none);
    signal(SIGUSR1, SIG_IGN);
    if (fork() == 0) {
        usleep(200000);
        kill(getppid(), SIGUSR1);
        _exit(0);
    }
    sigsuspend(&none);
    wait(NULL);
    return 0;
}
