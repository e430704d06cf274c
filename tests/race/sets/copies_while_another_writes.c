/* copies_while_another_writes -- a copy of many bytes is not one step */
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

struct acc { long a, b, c, d; };
int main(void)
{
    struct acc *s = shared(sizeof *s);
    if (fork() == 0) {
        s->a = 1; s->d = 1;
        _exit(0);
    }
    struct acc copy = *s;                /* may be torn */
    wait(NULL);
    printf("%ld %ld\n", copy.a, copy.d);
    return 0;
}
