/* table.c -- seventy threads add under a lock. Twin: two. */
#include <pthread.h>
#include <stdio.h>

#ifdef TWIN
enum { THREADS = 2 };
#else
enum { THREADS = 70 };
#endif

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int total;

static void *add(void *unused)
{
    pthread_mutex_lock(&lock);
    total++;
    pthread_mutex_unlock(&lock);
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
