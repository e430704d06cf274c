/* kills_all.c -- kill(-1, SIGKILL): reaches only its own, and not itself. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pid_t child = fork();
    int status = 0;
    if (child == 0)
        for (;;)
            pause();
    printf("kill %d\n", kill(-1, SIGKILL));
    printf("child %d\n", waitpid(child, &status, 0) == child && WIFSIGNALED(status) ? WTERMSIG(status) : -1);
    printf("init %d\n", kill(getppid(), SIGKILL)); /* the parent is init, and not ours to kill */
    return 0;
}
