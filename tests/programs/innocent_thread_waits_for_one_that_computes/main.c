#include <pthread.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;
static int done;

static void *computes(void *unused)
{
    volatile unsigned long sum = 0;
    for (unsigned long i = 0; i < 100000000000ul; i++)
        sum += i;
    pthread_mutex_lock(&mutex);
    done = 1;
    pthread_cond_signal(&ready);
    pthread_mutex_unlock(&mutex);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, 0, computes, 0);
    pthread_mutex_lock(&mutex);
    while (!done)
        pthread_cond_wait(&ready, &mutex);
    pthread_mutex_unlock(&mutex);
    return 0;
}
