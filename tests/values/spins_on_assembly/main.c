/* A lock of inline assembly, which is right, and which nobody can see: unknown, and no accusation. */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int lock;
    int counter;
};

static void take(int *lock)
{
    int old = 1;
    while (old) {
        __asm__ volatile("xchg %0, %1" : "+r"(old), "+m"(*lock) : : "memory"); // @asm
        if (old)
            sched_yield();
    }
}

static void give(int *lock)
{
    __asm__ volatile("movl $0, %0" : "=m"(*lock) : : "memory");
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            take(&s->lock);
            s->counter++;
            give(&s->lock);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("Total: %d\n", s->counter);
    return 0;
}
