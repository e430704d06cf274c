/* It brings a stack of its own, with room for all. */
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>

static int v;
static sem_t done;

static void *work(void *unused)
{
    v = 7;
    sem_post(&done);
    return unused;
}

int main(void)
{
    pthread_attr_t own;
    pthread_t t;
    sem_init(&done, 0, 0);
    pthread_attr_init(&own);
    pthread_attr_setstack(&own, aligned_alloc(4096, 1 << 20), 1 << 20);
    pthread_create(&t, &own, work, NULL);
    sem_wait(&done);
    printf("%d\n", v);
    pthread_join(t, NULL);
    return 0;
}
