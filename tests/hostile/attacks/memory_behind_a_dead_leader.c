/* memory_behind_a_dead_leader.c -- the first thread has ended, and with it what /proc shows of the process by its
 * number. */
#include "won.h"
#include <pthread.h>
static void *take(void *self)
{
    usleep(50000);
    fill(malloc(200 << 20), 1, 200 << 20);
    usleep(300000);
    puts("ESCAPED 200 MiB");
    return self;
}
int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, take, NULL);
    pthread_exit(NULL);
}
