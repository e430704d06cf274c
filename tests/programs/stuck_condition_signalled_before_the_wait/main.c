#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static void *f(void *x)
{
    pthread_cond_signal(&c);
    return x;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, f, 0);
    pthread_join(t, 0);
    pthread_mutex_lock(&m);
    pthread_cond_wait(&c, &m);
    return 0;
}
