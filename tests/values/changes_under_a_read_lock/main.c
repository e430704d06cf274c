/* Two threads count under one lock, which each takes for reading only. */
#include <pthread.h>
#include <stdio.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int uses;

static void *use(void *nothing)
{
    pthread_rwlock_rdlock(&lock);
    uses++; // @add
    pthread_rwlock_unlock(&lock);
    return nothing;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&threads[i], NULL, use, NULL) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", uses);
    return 0;
}
