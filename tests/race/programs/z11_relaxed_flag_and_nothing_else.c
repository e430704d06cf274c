/* It waits for the flag alone, and reads the value after the join. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int value, ready;

static void *writer(void *unused)
{
    atomic_store_explicit(&value, 42, memory_order_relaxed);
    atomic_store_explicit(&ready, 1, memory_order_relaxed);
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, writer, NULL);
    while (!atomic_load_explicit(&ready, memory_order_relaxed))
        continue;
    pthread_join(t, NULL);
    printf("%d\n", atomic_load_explicit(&value, memory_order_relaxed));
    return 0;
}
