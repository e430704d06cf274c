/* memory-order.c -- Dekker's flags with release and acquire: both may read 0. Twin: memory_order_seq_cst. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#ifdef TWIN
enum { STORES = memory_order_seq_cst, LOADS = memory_order_seq_cst };
#else
enum { STORES = memory_order_release, LOADS = memory_order_acquire };
#endif

static atomic_int a, b;
static int first, second;

static void *one(void *unused)
{
    atomic_store_explicit(&a, 1, STORES);
    first = atomic_load_explicit(&b, LOADS);
    return unused;
}

static void *two(void *unused)
{
    atomic_store_explicit(&b, 1, STORES);
    second = atomic_load_explicit(&a, LOADS);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, one, NULL);
    pthread_create(&threads[1], NULL, two, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", first + second);
    return 0;
}
