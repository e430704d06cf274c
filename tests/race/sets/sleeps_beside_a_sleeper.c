/* Who sleeps may go on at once, or let others go on: told again, the same must be chosen. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *works(void *unused)
{
    printf("a");
    sleep(3);
    printf("b");
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, works, NULL);
    printf("1");
    sleep(5);
    pthread_join(thread, NULL);
    return 0;
}
