/* The same, and nobody takes the lock. */
#include <pthread.h>
#include <stdio.h>

enum { THREADS = 4 };
static int count;

static void *adds(void *unused)
{
    count++;
    pthread_exit(unused);
}

int main(void)
{
    pthread_t t[THREADS];
    for (int i = 0; i < THREADS; i++)
        pthread_create(&t[i], NULL, adds, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(t[i], NULL);
    printf("%d\n", count);
    return 0;
}
