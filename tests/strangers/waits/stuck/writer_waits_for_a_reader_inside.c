#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static pthread_rwlock_t table_lock = PTHREAD_RWLOCK_INITIALIZER;
static sem_t filled, read_once;
static int table[10];

static void *fill(void *arg)
{
    pthread_rwlock_wrlock(&table_lock);
    table[3] = 9;
    sem_post(&filled);
    sem_wait(&read_once); /* writer */
    pthread_rwlock_unlock(&table_lock);
    return arg;
}

int main(void)
{
    pthread_t t;
    sem_init(&filled, 0, 0);
    sem_init(&read_once, 0, 0);
    pthread_create(&t, NULL, fill, NULL);
    sem_wait(&filled);
    pthread_rwlock_rdlock(&table_lock); /* reader */
    printf("%d\n", table[3]);
    pthread_rwlock_unlock(&table_lock);
    sem_post(&read_once);
    pthread_join(t, NULL);
    return 0;
}
