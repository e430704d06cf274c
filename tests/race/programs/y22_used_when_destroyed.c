/* y22_used_when_destroyed -- the mutex is destroyed, and used again in the next round */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int count;

static void *adds(void *unused)
{
    pthread_mutex_lock(&lock);
    count++;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    for (int round = 0; round < 2; round++) {
        pthread_t t;
        pthread_create(&t, NULL, adds, NULL);
        adds(NULL);
        pthread_join(t, NULL);
        pthread_mutex_destroy(&lock);
    }
    printf("%d\n", count);
    return 0;
}
