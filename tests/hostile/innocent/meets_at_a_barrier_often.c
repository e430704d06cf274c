/* meets_at_a_barrier_often.c -- sixteen threads, two hundred rounds. */
#include "same.h"
static pthread_barrier_t barrier;
static long rounds[16];
static long serial;
static void *work(void *arg)
{
    for (int i = 0; i < 200; i++) {
        ++*(long *)arg;
        if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD)
            __atomic_fetch_add(&serial, 1, __ATOMIC_SEQ_CST);
    }
    return NULL;
}
int main(void)
{
    pthread_t t[16];
    long sum = 0;
    pthread_barrier_init(&barrier, NULL, 16);
    for (int i = 0; i < 16; i++)
        MUST(pthread_create(&t[i], NULL, work, &rounds[i]) == 0);
    for (int i = 0; i < 16; i++) {
        pthread_join(t[i], NULL);
        sum += rounds[i];
    }
    printf("%ld %ld\n", sum, serial);
    return 0;
}
