#include <pthread.h>
#include <stdio.h>
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int value;
static void *set(void *unused)
{
    (void)unused;
    pthread_rwlock_wrlock(&lock);
    value = 1;
    return NULL;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, set, NULL);
    pthread_join(t, NULL);
    pthread_rwlock_wrlock(&lock);
    printf("%d\n", value);
    pthread_rwlock_unlock(&lock);
    return 0;
}
