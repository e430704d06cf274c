/* burns_in_threads.c -- four threads burn while the first sleeps. */
#include "won.h"
#include <pthread.h>
static void *burn(void *unused)
{
    for (volatile int k = 0;; k++)
        ;
    return unused;
}
int main(void)
{
    pthread_t thread;
    for (int i = 0; i < 4; i++)
        pthread_create(&thread, NULL, burn, NULL);
    for (;;)
        pause();
}
