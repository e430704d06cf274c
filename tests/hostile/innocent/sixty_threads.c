/* sixty_threads.c -- sixty at once, all counting under one lock. */
#include "same.h"
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t all;
static int count;
static void *add(void *unused)
{
    pthread_barrier_wait(&all);
    for (int i = 0; i < 100; i++) {
        pthread_mutex_lock(&lock);
        count++;
        pthread_mutex_unlock(&lock);
    }
    return unused;
}
int main(void)
{
    pthread_t threads[60];
    pthread_barrier_init(&all, NULL, 60);
    for (int i = 0; i < 60; i++)
        MUST(pthread_create(&threads[i], NULL, add, NULL) == 0);
    for (int i = 0; i < 60; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", count);
    return 0;
}
