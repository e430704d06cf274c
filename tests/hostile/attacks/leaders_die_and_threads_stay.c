/* leaders_die_and_threads_stay.c -- two hundred processes, each a zombie whose second thread lives. */
#include "won.h"
#include <pthread.h>
static void *stay(void *unused)
{
    for (;;)
        pause();
    return unused;
}
int main(void)
{
    pthread_t thread;
    for (int i = 0; i < 200; i++)
        if (fork() == 0) {
            pthread_create(&thread, NULL, stay, NULL);
            pthread_exit(NULL);
        }
    pause();
    return 0;
}
