/* A thread adds to an atomic local variable of the function that made it, which looks at it twice meanwhile. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static void *adds_one(void *n)
{
    atomic_fetch_add((atomic_int *)n, 1);
    return NULL;
}

static void looks_twice(void)
{
    pthread_t thread;
    atomic_int n = 0;
    pthread_create(&thread, NULL, adds_one, &n);
    const int first = atomic_load(&n), second = atomic_load(&n);
    pthread_join(thread, NULL);
    printf("%d%d", first, second);
}

int main(void)
{
    looks_twice();
    return 0;
}
