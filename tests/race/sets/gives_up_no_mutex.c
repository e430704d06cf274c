#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *keeps_it(void *unused)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    return unused;
}

/* Nobody gives up: it is always had. */
int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, keeps_it, NULL);
    const int code = pthread_mutex_lock(&lock);
    printf("%d\n", code);
    if (code == 0)
        pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
