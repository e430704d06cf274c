/* The same, below 0. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

struct pair {
    int a, b;
};
static _Atomic struct pair p;

static void *work(void *unused)
{
    struct pair old = atomic_load(&p), new;
    do {
        new.a = old.a + -1;
        new.b = old.b + 10;
    } while (!atomic_compare_exchange_weak(&p, &old, new));
    return unused;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    struct pair end = atomic_load(&p);
    printf("%d %d\n", end.a, end.b);
    return 0;
}
