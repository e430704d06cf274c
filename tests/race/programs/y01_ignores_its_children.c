/* y01_ignores_its_children -- SIGCHLD is ignored: wait() fails, but only once all children have ended */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <signal.h>

static void *shared(size_t n)
{
    void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED) { perror("mmap"); exit(1); }
    return p;
}

int main(void)
{
    int *x = shared(2 * sizeof *x);
    signal(SIGCHLD, SIG_IGN);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) { x[i] = i + 1; _exit(0); }
    while (wait(NULL) > 0) ;             /* -1 and ECHILD when all are gone */
    printf("%d\n", x[0] + x[1]);
    return 0;
}
