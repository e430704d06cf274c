/* large_thread_stacks.c -- four threads with stacks of 64 MiB, hardly touched. */
#include "same.h"
static void *touch(void *unused)
{
    volatile char piece[1 << 20];
    piece[0] = piece[sizeof piece - 1] = 1;
    return unused;
}
int main(void)
{
    pthread_t threads[4];
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    MUST(pthread_attr_setstacksize(&attr, 64 << 20) == 0);
    for (int i = 0; i < 4; i++)
        MUST(pthread_create(&threads[i], &attr, touch, NULL) == 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    puts("ok");
    return 0;
}
