/* A lock that is right, in functions that ask not to be watched: unknown, and no accusation. */
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_flag lock;
    int counter;
};

__attribute__((no_sanitize("thread"))) static void take(atomic_flag *lock)
{
    while (atomic_flag_test_and_set(lock))
        sched_yield();
}

__attribute__((no_sanitize("thread"))) static void give(atomic_flag *lock)
{
    atomic_flag_clear(lock);
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
    printf("%d\n", s->counter);
    return 0;
}
