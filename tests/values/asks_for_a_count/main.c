/* Variables with names that the race runtime has, too: who asks for them means these. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

atomic_int count;
static atomic_int queue, all;

static void *work(void *unused)
{
    atomic_fetch_add(&count, 1);
    atomic_fetch_add(&queue, 2);
    atomic_fetch_add(&all, 3);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d %d %d\n", count, queue, all);
    return 0;
}
