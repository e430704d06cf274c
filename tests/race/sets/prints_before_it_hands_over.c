/* A thread prints, and only then lets another go on: that one prints second. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static sem_t turn;

static void *first(void *unused)
{
    printf("A");
    sem_post(&turn);
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
