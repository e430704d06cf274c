/* mixed_bomb.c -- threads that fork, processes that make threads. */
#include "won.h"
#include <pthread.h>
static void *more(void *unused)
{
    pthread_t thread;
    for (;;) {
        fork();
        pthread_create(&thread, NULL, more, NULL);
    }
    return unused;
}
int main(void)
{
    more(NULL);
}
