/* No flag: the signal is given before main waits, and is lost. */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static int parcel;

static void *deliver(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock);
    parcel = 42;
    pthread_cond_signal(&filled);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, deliver, NULL) != 0)
        return 1;
    pthread_join(thread, NULL);
    pthread_mutex_lock(&lock);
    pthread_cond_wait(&filled, &lock);
    printf("parcel %d\n", parcel);
    pthread_mutex_unlock(&lock);
    return 0;
}
