/* A thread lets another go on, and prints only then: who prints first is open. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static sem_t turn;

static void *first(void *unused)
{
    sem_post(&turn);
    printf("A");
    return unused;
}

static void *second(void *unused)
{
    sem_wait(&turn);
    printf("B");
    return unused;
}

int main(void)
{
    pthread_t a, b;
    sem_init(&turn, 0, 0);
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
