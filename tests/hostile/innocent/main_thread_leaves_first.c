/* main_thread_leaves_first.c -- pthread_exit in main; another thread says goodbye. */
#include "same.h"
static void *last(void *unused)
{
    nap_ms(20);
    puts("goodbye");
    return unused;
}
int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, last, NULL);
    pthread_exit(NULL);
}
