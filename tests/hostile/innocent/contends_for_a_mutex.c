/* contends_for_a_mutex.c -- eight threads, twenty thousand times each. */
#include "same.h"
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long count;
static void *work(void *arg)
{
    for (int i = 0; i < 20000; i++) {
        pthread_mutex_lock(&lock);
        count++;
        pthread_mutex_unlock(&lock);
    }
    return arg;
}
int main(void)
{
    pthread_t t[8];
    for (int i = 0; i < 8; i++)
        MUST(pthread_create(&t[i], NULL, work, NULL) == 0);
    for (int i = 0; i < 8; i++)
        pthread_join(t[i], NULL);
    printf("%ld\n", count);
    return 0;
}
