/* y03_looks_at_the_end_and_leaves_it -- waitid() with WNOWAIT waits, too */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>

static void *shared(size_t n)
{
    void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED) { perror("mmap"); exit(1); }
    return p;
}

int main(void)
{
    int *x = shared(sizeof *x);
    siginfo_t si;
    pid_t p = fork();
    if (p == 0) { *x = 6; _exit(0); }
    waitid(P_PID, p, &si, WEXITED | WNOWAIT);
    *x += 1;
    printf("%d\n", *x);
    waitpid(p, NULL, 0);
    return 0;
}
