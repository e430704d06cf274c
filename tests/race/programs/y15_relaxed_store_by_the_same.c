/* y15_relaxed_store_by_the_same -- the same thread's relaxed store goes on with its release sequence (C17 5.1.2.4) */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int flag;
static int data;

static void *writes(void *unused)
{
    data = 42;
    atomic_store_explicit(&flag, 1, memory_order_release);
    atomic_store_explicit(&flag, 2, memory_order_relaxed);
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, writes, NULL);
    printf("%d\n", atomic_load_explicit(&flag, memory_order_acquire) == 2 ? data : 42);
    pthread_join(t, NULL);
    return 0;
}
