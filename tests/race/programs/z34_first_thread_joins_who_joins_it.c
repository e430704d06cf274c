/* z34_first_thread_joins_who_joins_it -- DEADLOCK: each of two threads waits for the end of the other */
#include <pthread.h>
#include <stdio.h>

static pthread_t first;

static void *work(void *unused)
{
    pthread_join(first, NULL);
    return unused;
}

int main(void)
{
    pthread_t second;
    first = pthread_self();
    pthread_create(&second, NULL, work, NULL);
    pthread_join(second, NULL);
    printf("done\n");
    return 0;
}
