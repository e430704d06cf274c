/* ualarm() ends a read() that nobody will answer: nobody is stuck. */
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t rang;

static void ring(int sig)
{
    (void)sig;
    rang = 1;
}

int main(void)
{
    int *x = mmap(NULL, sizeof *x, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int fd[2];
    char byte;
    struct sigaction how = {.sa_handler = ring};
    sigaction(SIGALRM, &how, NULL);
    if (pipe(fd) < 0)
        return 1;
    pid_t child = fork();
    if (child == 0) {
        *x = 3;
        for (;;)
            pause();
    }
    ualarm(1000, 0);
    while (!rang)
        read(fd[0], &byte, 1);
    kill(child, SIGKILL);
    wait(NULL);
    printf("no answer\n");
    return 0;
}
