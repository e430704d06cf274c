/* Fences around relaxed accesses order as release and acquire do. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int value, ready;

static void *writer(void *unused)
{
    atomic_store_explicit(&value, 42, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&ready, 1, memory_order_relaxed);
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, writer, NULL);
    while (!atomic_load_explicit(&ready, memory_order_relaxed))
        continue;
    atomic_thread_fence(memory_order_acquire);
    printf("%d\n", atomic_load_explicit(&value, memory_order_relaxed));
    pthread_join(t, NULL);
    return 0;
}
