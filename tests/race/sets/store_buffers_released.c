/* store_buffers_released -- processors let loads go before stores */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <stdatomic.h>

static void *shared(size_t n)
{
    void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED) { perror("mmap"); exit(1); }
    return p;
}

struct s { atomic_int x, y; int r0, r1; };
int main(void)
{
    struct s *s = shared(sizeof *s);
    if (fork() == 0) {
        atomic_store_explicit(&s->x, 1, memory_order_relaxed);
        s->r0 = atomic_load_explicit(&s->y, memory_order_relaxed);
        _exit(0);
    }
    atomic_store_explicit(&s->y, 1, memory_order_relaxed);
    s->r1 = atomic_load_explicit(&s->x, memory_order_relaxed);
    wait(NULL);
    printf("%d%d\n", s->r0, s->r1);
    return 0;
}
