/* kills_its_children.c -- ends a child each way, and says how each ended. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    static const int signals[] = {SIGKILL, SIGTERM, SIGUSR1, SIGSEGV};
    for (int i = 0; i < 4; i++) {
        int status;
        pid_t pid = fork();
        if (pid == 0)
            for (;;)
                pause();
        kill(pid, signals[i]);
        waitpid(pid, &status, 0);
        printf("%d ", WTERMSIG(status));
    }
    puts("");
    return 0;
}
