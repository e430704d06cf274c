/* y15_relaxed_store_by_another -- another thread's relaxed store begins anew */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int flag;
static int data;

static void *writes(void *unused)
{
    data = 42;
    atomic_store_explicit(&flag, 1, memory_order_release);
    return unused;
}

static void *passes_on(void *unused)
{
    if (atomic_load_explicit(&flag, memory_order_relaxed) == 1)
        atomic_store_explicit(&flag, 2, memory_order_relaxed);
    return unused;
}

int main(void)
{
    pthread_t t, u;
    pthread_create(&t, NULL, writes, NULL);
    pthread_create(&u, NULL, passes_on, NULL);
    if (atomic_load_explicit(&flag, memory_order_acquire) == 2)
        printf("%d\n", data);
    pthread_join(t, NULL);
    pthread_join(u, NULL);
    return 0;
}
