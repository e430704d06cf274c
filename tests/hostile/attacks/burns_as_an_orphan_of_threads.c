/* burns_as_an_orphan_of_threads.c -- the first process ends; a thread of its child burns, whose first thread has ended.
 */
#include "won.h"
#include <pthread.h>
static void *burn(void *nothing)
{
    for (volatile long i = 0;; i++)
        continue;
    return nothing;
}
int main(void)
{
    pthread_t thread;
    if (fork() == 0) {
        setsid();
        pthread_create(&thread, NULL, burn, NULL);
        pthread_exit(NULL);
    }
    puts("parent done");
    return 0;
}
