/* Two threads count between wait() and signal() of another file of the submission. */
#include "sem.h"

#include <stdio.h>

static struct semaphore s = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 1};
static int n;

static void *work(void *unused)
{
    wait(&s);
    n++;
    signal(&s);
    return unused;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    printf("%d\n", n);
    return 0;
}
