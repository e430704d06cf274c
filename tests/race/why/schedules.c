/* schedules.c -- four threads of eight additions each under one lock: more orders than schedules. Twin: one each of two. */
#include <pthread.h>
#include <stdio.h>

#ifdef TWIN
enum { THREADS = 2, ROUNDS = 1 };
#else
enum { THREADS = 4, ROUNDS = 8 };
#endif

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int total;

static void *add(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        pthread_mutex_lock(&lock);
        total++;
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

int main(void)
{
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, add, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", total);
    return 0;
}
