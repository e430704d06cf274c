/* y22_assigned_again -- a destroyed mutex is one again once it was assigned what a new one holds */
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
        lock = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
    }
    printf("%d\n", count);
    return 0;
}
