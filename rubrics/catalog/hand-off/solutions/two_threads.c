/* All in one struct on main's stack; the signal comes after the unlock, which is right as well. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct box {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int full, parcel;
};

static void *sender(void *argument)
{
    struct box *box = argument;
    pthread_mutex_lock(&box->lock);
    box->parcel = 42;
    box->full = 1;
    pthread_mutex_unlock(&box->lock);
    pthread_cond_broadcast(&box->changed);
    return NULL;
}

static void *receiver(void *argument)
{
    struct box *box = argument;
    pthread_mutex_lock(&box->lock);
    while (box->full == 0)
        pthread_cond_wait(&box->changed, &box->lock);
    int parcel = box->parcel;
    pthread_mutex_unlock(&box->lock);
    printf("parcel %d\n", parcel);
    return NULL;
}

int main(void)
{
    struct box box = {.full = 0};
    pthread_t threads[2];
    pthread_mutex_init(&box.lock, NULL);
    pthread_cond_init(&box.changed, NULL);
    if (pthread_create(&threads[0], NULL, receiver, &box) != 0 || pthread_create(&threads[1], NULL, sender, &box) != 0)
        exit(EXIT_FAILURE);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    pthread_cond_destroy(&box.changed);
    pthread_mutex_destroy(&box.lock);
    return 0;
}
