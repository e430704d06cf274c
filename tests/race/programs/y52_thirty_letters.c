/* Two semaphores, taken by one and given by the other, thirty times each: nobody holds thirty locks. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { LETTERS = 30 };
static int letter;
static sem_t room, there;

static void *writes(void *unused)
{
    for (int i = 0; i < LETTERS; i++) {
        sem_wait(&room);
        letter = i;
        sem_post(&there);
    }
    return unused;
}

int main(void)
{
    pthread_t t;
    int total = 0;
    sem_init(&room, 0, 1);
    sem_init(&there, 0, 0);
    pthread_create(&t, NULL, writes, NULL);
    for (int i = 0; i < LETTERS; i++) {
        sem_wait(&there);
        total += letter;
        sem_post(&room);
    }
    pthread_join(t, NULL);
    printf("%d\n", total);
    return 0;
}
