/* main_thread_ends_the_rest_burns.c -- the process is a zombie that works. */
#include "won.h"
#include <pthread.h>
static void *burn(void *unused)
{
    for (volatile int i = 0;; i++)
        ;
    return unused;
}
int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, burn, NULL);
    pthread_exit(NULL);
}
