/* It brings a stack of its own, where there is no room for ours. */
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
    pthread_attr_t small;
    pthread_t t;
    sem_init(&done, 0, 0);
    pthread_attr_init(&small);
    pthread_attr_setstack(&small, aligned_alloc(4096, PTHREAD_STACK_MIN), PTHREAD_STACK_MIN);
    pthread_create(&t, &small, work, NULL);
    sem_wait(&done);
    printf("%d\n", v);
    pthread_join(t, NULL);
    return 0;
}
