/* A thread prints for ever, and is killed for it in each schedule: no more are run than of other long programs. */
#include <pthread.h>
#include <stdio.h>
static void *work(void *u)
{
    for (;;)
        printf("working\n");
    return u;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    return 0;
}
