#include <pthread.h>
#include <stdio.h>

static pthread_rwlock_t table_lock = PTHREAD_RWLOCK_INITIALIZER;
static int table[10];

static void *fill(void *arg)
{
    pthread_rwlock_wrlock(&table_lock);
    for (int i = 0; i < 10; i++)
        table[i] = i * i;
    return arg; /* still locked */
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, fill, NULL);
    pthread_join(t, NULL);
    pthread_rwlock_rdlock(&table_lock); /* reader */
    printf("%d\n", table[3]);
    pthread_rwlock_unlock(&table_lock);
    return 0;
}
