#include <pthread.h>
#include <stdio.h>
#include <time.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static void *keeps_it(void *unused)
{
    pthread_rwlock_rdlock(&lock);
    pthread_rwlock_unlock(&lock);
    return unused;
}

/* While the other has it the time may be over, although no schedule shows that. */
int main(void)
{
    pthread_t t;
    const struct timespec long_ago = {1, 0};
    pthread_create(&t, NULL, keeps_it, NULL);
    const int code = pthread_rwlock_timedwrlock(&lock, &long_ago);
    printf("%d\n", code);
    if (code == 0)
        pthread_rwlock_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
