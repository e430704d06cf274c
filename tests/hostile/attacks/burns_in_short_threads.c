/* burns_in_short_threads.c -- one thread after another, none of which lives long. */
#include "won.h"
#include <pthread.h>
static void *work(void *arg)
{
    for (volatile int i = 0; i < 100000; i++)
        continue;
    return arg;
}
int main(void)
{
    for (;;) {
        pthread_t t[4];
        for (int i = 0; i < 4; i++)
            if (pthread_create(&t[i], NULL, work, NULL) != 0)
                return 3;
        for (int i = 0; i < 4; i++)
            pthread_join(t[i], NULL);
    }
}
