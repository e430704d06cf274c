/* A thread prints for ever: each print is a step, and no more schedules are run than of other programs without an end.
 */
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
