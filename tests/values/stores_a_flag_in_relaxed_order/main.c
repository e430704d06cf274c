/* The flag is atomic, and its relaxed store orders nothing that was written before it. */
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int ready;
    int data;
};

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        s->data = 99; // @write
        atomic_store_explicit(&s->ready, 1, memory_order_relaxed);
        _exit(0);
    }
    while (!atomic_load_explicit(&s->ready, memory_order_relaxed))
        ;
    printf("%d\n", s->data); // @read
    wait(NULL);
    return 0;
}
