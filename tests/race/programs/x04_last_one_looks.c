/* Whoever is last reads what the other wrote without a lock: the counter has put them in order. */
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

static int part[2];
static atomic_int left = 2;

static void *work(void *which)
{
    part[(long)which] = 1 + (int)(long)which;
    if (atomic_fetch_sub_explicit(&left, 1, memory_order_acq_rel) == 1)
        printf("%d\n", part[0] + part[1]);
    return NULL;
}
int main(void)
{
    pthread_t thread[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&thread[i], NULL, work, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    return 0;
}
