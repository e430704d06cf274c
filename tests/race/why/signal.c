/* signal.c -- a parent sends its child a signal, which ignores it. Twin: it sends none. */
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    signal(SIGUSR2, SIG_IGN);
    pid_t pid = fork();
    if (pid == 0) {
        *shared = 1;
        return 0;
    }
#ifndef TWIN
    kill(pid, SIGUSR2);
#endif
    waitpid(pid, NULL, 0);
    printf("%d\n", *shared);
    return 0;
}
