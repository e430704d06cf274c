/* waits_for_the_first_of_two -- the second may not have written yet */
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

/* the missing wait: waits for the first child only, reads the second one's result */
int main(void)
{
    int *x = shared(2 * sizeof *x);
    pid_t p[2];
    for (int i = 0; i < 2; i++)
        if ((p[i] = fork()) == 0) { x[i] = i + 1; _exit(0); }
    waitpid(p[0], NULL, 0);
    int sum = x[0] + x[1];
    waitpid(p[1], NULL, 0);
    printf("%d\n", sum);
    return 0;
}
