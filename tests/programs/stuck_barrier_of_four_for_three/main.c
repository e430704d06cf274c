#include <pthread.h>
static pthread_barrier_t barrier;
static void *f(void *x)
{
    pthread_barrier_wait(&barrier);
    return x;
}
int main(void)
{
    pthread_t t[2];
    pthread_barrier_init(&barrier, 0, 4);
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], 0, f, 0);
    pthread_barrier_wait(&barrier);
    return 0;
}
