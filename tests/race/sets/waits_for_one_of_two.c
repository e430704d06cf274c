/* waits_for_one_of_two -- whichever ends first */
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
    int *x = shared(2 * sizeof *x);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) { x[i] = i + 1; exit(0); }
    wait(NULL);
    int sum = x[0] + x[1];
    wait(NULL);
    printf("%d\n", sum);
    return 0;
}
