/* ualarm(0, 0) takes the ring back before it comes: the read() that it was to end is never ended. */
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
    if (fork() == 0) {
        *x = 3;
        _exit(0);
    }
    wait(NULL);
    ualarm(900000, 0);
    ualarm(0, 0);
    while (!rang)
        read(fd[0], &byte, 1);
    printf("no answer\n");
    return 0;
}
