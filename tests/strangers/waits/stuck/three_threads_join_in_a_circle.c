#include <pthread.h>
#include <stdint.h>

static pthread_t t[3];
static pthread_barrier_t all_known;

static void *join_the_next(void *arg)
{
    int me = (int)(intptr_t)arg;
    pthread_barrier_wait(&all_known);
    pthread_join(t[(me + 1) % 3], NULL);
    return NULL;
}

int main(void)
{
    pthread_barrier_init(&all_known, NULL, 4);
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, join_the_next, (void *)(intptr_t)i);
    pthread_barrier_wait(&all_known);
    pthread_exit(NULL);
}
