/* Waits once, for a limited time, and looks again: an early wake-up is as if the time were over. */
#include <pthread.h>
#include <stdio.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int ready;

static void *make(void *unused)
{
    pthread_mutex_lock(&lock);
    ready = 1;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t t;
    struct timespec end = {4102444800, 0};
    pthread_create(&t, NULL, make, NULL);
    pthread_mutex_lock(&lock);
    if (!ready)
        pthread_cond_timedwait(&changed, &lock, &end);
    printf("%s\n", ready ? "ready" : "too late");
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
