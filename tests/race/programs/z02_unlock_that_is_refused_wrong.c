/* The mutex says EPERM to who does not hold it: that orders nobody, and both write. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static pthread_mutex_t lock;
static atomic_int come;
static int value;

static void *first(void *unused)
{
    value = 1;
    if (pthread_mutex_unlock(&lock) == 0)
        value = 3;
    atomic_store_explicit(&come, 1, memory_order_relaxed); /* orders nothing */
    return unused;
}

static void *second(void *unused)
{
    while (!atomic_load_explicit(&come, memory_order_relaxed))
        continue;
    pthread_mutex_lock(&lock);
    value = 2;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&lock, &attr);
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d\n", value);
    return 0;
}
