/* c11_threads.c -- the threads, locks and conditions of C11. */
#include <stdatomic.h>
#include <stdio.h>
#include <threads.h>
static mtx_t lock;
static cnd_t ready;
static int go, sum;
static atomic_int quick;
static int work(void *unused)
{
    (void)unused;
    mtx_lock(&lock);
    while (!go)
        cnd_wait(&ready, &lock);
    mtx_unlock(&lock);
    for (int i = 0; i < 1000; i++) {
        mtx_lock(&lock);
        sum++;
        mtx_unlock(&lock);
        quick++;
    }
    return 1;
}
int main(void)
{
    thrd_t threads[4];
    int results = 0;
    mtx_init(&lock, mtx_plain);
    cnd_init(&ready);
    for (int i = 0; i < 4; i++)
        thrd_create(&threads[i], work, NULL);
    mtx_lock(&lock);
    go = 1;
    cnd_broadcast(&ready);
    mtx_unlock(&lock);
    for (int i = 0; i < 4; i++) {
        int one;
        thrd_join(threads[i], &one);
        results += one;
    }
    printf("%d %d %d\n", sum, quick, results);
    return 0;
}
