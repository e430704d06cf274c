#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <time.h>

static pthread_rwlock_t table_lock = PTHREAD_RWLOCK_INITIALIZER;
static sem_t locked;
static int table[10];

static void *fill(void *arg)
{
    struct timespec t = {0, 800000000};
    pthread_rwlock_wrlock(&table_lock);
    sem_post(&locked);
    nanosleep(&t, NULL);
    table[3] = 9;
    pthread_rwlock_unlock(&table_lock);
    return arg;
}

int main(void)
{
    pthread_t t;
    sem_init(&locked, 0, 0);
    pthread_create(&t, NULL, fill, NULL);
    sem_wait(&locked);
    pthread_rwlock_rdlock(&table_lock);
    printf("%d\n", table[3]);
    pthread_rwlock_unlock(&table_lock);
    pthread_join(t, NULL);
    return 0;
}
