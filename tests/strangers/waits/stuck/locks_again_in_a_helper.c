#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long balance = 100;

static __attribute__((noinline)) long get(void)
{
    pthread_mutex_lock(&lock); /* again */
    long b = balance;
    pthread_mutex_unlock(&lock);
    return b;
}

static void *withdraw(void *arg)
{
    pthread_mutex_lock(&lock);
    if (get() >= 10)
        balance -= 10;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, withdraw, NULL);
    pthread_join(t, NULL);
    printf("%ld\n", get());
    return 0;
}
