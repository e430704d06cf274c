/* It looks, and changes only what it has seen. */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHARED(type) ((type *)mmap(0, sizeof(type), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))

int main(void)
{
    atomic_int *best = SHARED(atomic_int);
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            int mine = 3 - i, old = atomic_load(best);
            while (old < mine && !atomic_compare_exchange_weak(best, &old, mine))
                ;
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d\n", atomic_load(best));
    return 0;
}
