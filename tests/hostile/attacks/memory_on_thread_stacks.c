/* memory_on_thread_stacks.c -- forty threads that use all of their stacks. */
#include "won.h"
#include <pthread.h>
static void *use(void *arg)
{
    char all[7 << 20];
    fill(all, 1, sizeof all);
    pause();
    return arg;
}
int main(void)
{
    pthread_t t;
    for (int i = 0; i < 40; i++)
        if (pthread_create(&t, NULL, use, NULL) != 0)
            return 3;
    sleep(20);
    won_if("280 MiB of stacks", 1);
    return 0;
}
