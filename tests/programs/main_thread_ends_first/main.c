#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *go_on(void *main_thread)
{
    pthread_join(*(pthread_t *)main_thread, NULL);
    puts("later");
    exit(9);
}

static pthread_t main_thread;

int main(void)
{
    pthread_t thread;
    main_thread = pthread_self();
    if (pthread_create(&thread, NULL, go_on, &main_thread) != 0)
        return 1;
    pthread_exit(NULL);
}
