/* innocent_threads.c -- mutex, condition, barrier, a robust mutex, thread exit, cancellation. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t barrier;
static int ready;

static void *work(void *unused)
{
    pthread_mutex_lock(&mutex);
    ready++;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&mutex);
    pthread_barrier_wait(&barrier);
    return unused;
}

static void *die_holding(void *robust)
{
    pthread_mutex_lock(robust);
    return NULL;
}

static void *wait_for_ever(void *unused)
{
    for (;;)
        pause();
    return unused;
}

int main(void)
{
    pthread_t threads[20], other;
    pthread_barrier_init(&barrier, NULL, 21);
    for (int i = 0; i < 20; i++)
        if (pthread_create(&threads[i], NULL, work, NULL) != 0)
            return 1;
    pthread_mutex_lock(&mutex);
    while (ready < 20)
        pthread_cond_wait(&changed, &mutex);
    pthread_mutex_unlock(&mutex);
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < 20; i++)
        pthread_join(threads[i], NULL);

    pthread_mutex_t robust;
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&robust, &attributes);
    pthread_create(&other, NULL, die_holding, &robust);
    pthread_join(other, NULL);
    int owner_died = pthread_mutex_lock(&robust) == EOWNERDEAD;

    pthread_create(&other, NULL, wait_for_ever, NULL);
    pthread_cancel(other);
    void *result;
    pthread_join(other, &result);
    printf("%d %d %d\n", ready, owner_died, result == PTHREAD_CANCELED);
    return 0;
}
