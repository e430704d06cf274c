/* timeout.c -- waits for a limited time for what comes at once. Twin: for as long as it takes. */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int ready;

static void *make_ready(void *unused)
{
    pthread_mutex_lock(&lock);
    ready = 1;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t thread;
    struct timespec end = {4102444800, 0};
    (void)end;
    pthread_create(&thread, NULL, make_ready, NULL);
    pthread_mutex_lock(&lock);
    while (!ready)
#ifdef TWIN
        pthread_cond_wait(&changed, &lock);
#else
        if (pthread_cond_timedwait(&changed, &lock, &end) != 0)
            break;
#endif
    printf("%d\n", ready);
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
    return 0;
}
