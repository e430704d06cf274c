/* leader_is_gone_the_rest_waits.c -- the first thread ends, the second waits for data that only itself could write. */
#include "won.h"
#include <pthread.h>
static int p[2];
static void *work(void *x)
{
    char c;
    (void)!read(p[0], &c, 1);
    won_if("a read that nobody can answer", 1);
    exit(0);
    return x;
}
int main(void)
{
    (void)!pipe(p);
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    pthread_exit(NULL);
}
