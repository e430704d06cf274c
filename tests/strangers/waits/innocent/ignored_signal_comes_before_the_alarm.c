/* SIGUSR1 is ignored and does not end pause(); the alarm does */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
static void ring(int s)
{
    (void)s;
}
int main(void)
{
    signal(SIGUSR1, SIG_IGN);
    signal(SIGALRM, ring);
    pid_t pid = fork();
    if (pid == 0) {
        usleep(100000);
        kill(getppid(), SIGUSR1);
        _exit(0);
    }
    alarm(1);
    pause();
    waitpid(pid, NULL, 0);
    puts("rang");
    return 0;
}
