#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <time.h>

static sem_t lock;

static void *keeps_it(void *unused)
{
    sem_wait(&lock);
    sem_post(&lock);
    return unused;
}

/* While the other has it the time may be over, although no schedule shows that. */
int main(void)
{
    pthread_t t;
    const struct timespec long_ago = {1, 0};
    sem_init(&lock, 0, 1);
    pthread_create(&t, NULL, keeps_it, NULL);
    const int code = sem_timedwait(&lock, &long_ago);
    printf("%d\n", code);
    if (code == 0)
        sem_post(&lock);
    pthread_join(t, NULL);
    return 0;
}
