/* It takes the letter when the time is over, whether or not there is one. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <time.h>

static sem_t letters;
static int letter;

static void *send(void *unused)
{
    letter = 7;
    sem_post(&letters);
    return unused;
}

int main(void)
{
    pthread_t t;
    struct timespec until;
    sem_init(&letters, 0, 0);
    pthread_create(&t, NULL, send, NULL);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 1;
    sem_timedwait(&letters, &until); // @wait
    printf("%d\n", letter);
    pthread_join(t, NULL);
    return 0;
}
