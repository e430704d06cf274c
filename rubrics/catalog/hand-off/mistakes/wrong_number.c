/* Hands over another number. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static bool is_there;
static int parcel;

static void *deliver(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock);
    parcel = 24;
    is_there = true;
    pthread_cond_signal(&filled);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, deliver, NULL) != 0)
        return 1;
    pthread_mutex_lock(&lock);
    while (!is_there)
        pthread_cond_wait(&filled, &lock);
    printf("parcel %d\n", parcel);
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
    return 0;
}
