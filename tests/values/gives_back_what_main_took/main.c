/* A thread gives back the lock that main took. */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int v;

static void *work(void *unused)
{
    v = 1;
    pthread_mutex_unlock(&m); // @gives
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_mutex_lock(&m);
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    printf("%d\n", v);
    return 0;
}
