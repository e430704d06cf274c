#include <pthread.h>
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static void *f(void *x)
{
    pthread_rwlock_wrlock(&lock);
    return x;
}
int main(void)
{
    pthread_t t;
    pthread_rwlock_rdlock(&lock);
    pthread_create(&t, 0, f, 0);
    pthread_join(t, 0);
    return 0;
}
