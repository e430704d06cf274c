/* thread_tools.c -- rwlock, spin lock, once, keys, timed and cancelled. */
#include "same.h"
static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int destroyed, started;
static void destroy(void *at)
{
    destroyed += at != NULL;
}
static void start(void)
{
    started++;
    pthread_key_create(&key, destroy);
}
static void *work(void *unused)
{
    pthread_once(&once, start);
    pthread_setspecific(key, &key);
    return unused;
}
static void *sleep_for_ever(void *unused)
{
    for (;;)
        sleep(1000);
    return unused;
}
int main(void)
{
    pthread_t threads[5], sleeper;
    pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
    for (int i = 0; i < 5; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < 5; i++)
        pthread_join(threads[i], NULL);
    MUST(pthread_rwlock_rdlock(&lock) == 0 && pthread_rwlock_tryrdlock(&lock) == 0 && pthread_rwlock_trywrlock(&lock) == EBUSY);
    pthread_create(&sleeper, NULL, sleep_for_ever, NULL);
    pthread_cancel(sleeper);
    void *result;
    pthread_join(sleeper, &result);
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    pthread_mutex_lock(&mutex);
    printf("%d %d %d %d\n", started, destroyed, result == PTHREAD_CANCELED, pthread_mutex_timedlock(&mutex, &now) == ETIMEDOUT);
    return 0;
}
