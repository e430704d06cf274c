/* Whoever sees all bits reads all parts. */
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

struct parts {
    atomic_int there;
    int part[3], sum;
};
int main(void)
{
    struct parts *parts = SHARED(struct parts);
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            parts->part[i] = i + 1;
            if ((atomic_fetch_or_explicit(&parts->there, 1 << i, memory_order_acq_rel) | 1 << i) == 7)
                parts->sum = parts->part[0] + parts->part[1] + parts->part[2];
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d\n", parts->sum);
    return 0;
}
