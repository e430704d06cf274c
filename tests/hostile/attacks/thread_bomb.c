/* thread_bomb.c -- threads for ever. */
#include "won.h"
#include <pthread.h>
static void *sleeper(void *unused)
{
    for (;;)
        usleep(1000);
    return unused;
}
int main(void)
{
    pthread_t thread;
    for (;;)
        pthread_create(&thread, NULL, sleeper, NULL);
}
