/* spins_for_a_moment.c -- waits for a flag in shared memory, yielding. */
#include "same.h"
#include <stdatomic.h>
int main(void)
{
    atomic_int *flag = shared(4096);
    pid_t pid = fork();
    if (pid == 0) {
        nap_ms(10);
        atomic_store(flag, 9);
        _exit(0);
    }
    while (atomic_load(flag) == 0)
        sched_yield();
    printf("%d %d\n", atomic_load(flag), reap(pid));
    return 0;
}
