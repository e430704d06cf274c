/* A post that is taken: the second comes after the first. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <semaphore.h>

static sem_t door;
static atomic_int come;
static int value;

static void *first(void *unused)
{
    value = 1;
    sem_post(&door);
    atomic_store_explicit(&come, 1, memory_order_relaxed); /* orders nothing */
    return unused;
}

static void *second(void *unused)
{
    while (!atomic_load_explicit(&come, memory_order_relaxed))
        continue;
    sem_wait(&door);
    value = 2;
    return unused;
}

int main(void)
{
    pthread_t a, b;
    sem_init(&door, 0, 0);
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d\n", value);
    return 0;
}
