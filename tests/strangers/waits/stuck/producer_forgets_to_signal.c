#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_empty = PTHREAD_COND_INITIALIZER;
static sem_t consumer_is_here;
static int items;

static void *consume(void *arg)
{
    pthread_mutex_lock(&m);
    sem_post(&consumer_is_here);
    while (items == 0)
        pthread_cond_wait(&not_empty, &m);
    items--;
    pthread_mutex_unlock(&m);
    return arg;
}

static void *produce(void *arg)
{
    sem_wait(&consumer_is_here);
    pthread_mutex_lock(&m);
    items++;
    pthread_mutex_unlock(&m);
    return arg;
}

int main(void)
{
    pthread_t p, c;
    sem_init(&consumer_is_here, 0, 0);
    pthread_create(&c, NULL, consume, NULL);
    pthread_create(&p, NULL, produce, NULL);
    pthread_join(p, NULL);
    pthread_join(c, NULL);
    return 0;
}
