#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
static void pretty(int x) { if (x >= 1000) printf("Counter: %d,%03d\n", x / 1000, x % 1000); else printf("Counter: %d\n", x); }
int main(int argc, char **argv)
{
    struct { sem_t s; int v; } *c = mmap(NULL, sizeof *c, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int n = argc > 1 ? atoi(argv[1]) : 4, m = argc > 2 ? atoi(argv[2]) : 1000;
    sem_init(&c->s, 1, 1);
    for (int i = 0; i < n; i++)
        if (!fork()) { while (m--) { sem_wait(&c->s); c->v++; sem_post(&c->s); } _exit(0); }
    for (int i = 0; i < n; i++) wait(NULL);
    pretty(c->v);
    return 0;
}
