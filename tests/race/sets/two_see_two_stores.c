/* two_see_two_stores -- without memory_order_seq_cst two readers may disagree on which store came first (1010) */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int x, y;
static int r[4];

static void *stores(void *to)
{
    atomic_store_explicit((atomic_int *)to, 1, memory_order_release);
    return NULL;
}

static void *reads(void *forward)
{
    int *out = forward ? r : r + 2;
    out[0] = atomic_load_explicit(forward ? &x : &y, memory_order_acquire);
    out[1] = atomic_load_explicit(forward ? &y : &x, memory_order_acquire);
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    pthread_create(&t[0], NULL, stores, &x);
    pthread_create(&t[1], NULL, stores, &y);
    pthread_create(&t[2], NULL, reads, &x);
    pthread_create(&t[3], NULL, reads, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("%d%d%d%d\n", r[0], r[1], r[2], r[3]);
    return 0;
}
