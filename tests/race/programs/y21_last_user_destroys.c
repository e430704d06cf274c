/* y21_last_user_destroys -- whoever is last, by a count under the lock, destroys it: nobody else uses it any more */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct shared {
    pthread_mutex_t lock;
    int users;
};

static void *leaves(void *p)
{
    struct shared *s = p;
    pthread_mutex_lock(&s->lock);
    int left = --s->users;
    pthread_mutex_unlock(&s->lock);
    if (left == 0) {
        pthread_mutex_destroy(&s->lock);
        free(s);
    }
    return NULL;
}

int main(void)
{
    struct shared *s = malloc(sizeof *s);
    pthread_t t;
    pthread_mutex_init(&s->lock, NULL);
    s->users = 2;
    pthread_create(&t, NULL, leaves, s);
    leaves(s);
    pthread_join(t, NULL);
    puts("done");
    return 0;
}
