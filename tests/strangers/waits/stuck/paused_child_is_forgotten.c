#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void stop(int n)
{
    (void)n;
    _exit(0);
}

int main(void)
{
    int status;
    signal(SIGTERM, stop);
    pid_t pid = fork();
    if (pid == 0)
        for (;;)
            pause();
    waitpid(pid, &status, 0);
    printf("status %d\n", status);
    return 0;
}
