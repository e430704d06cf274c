/* executes_in_threads_for_ever.c -- a thread that is not the first executes the program anew, again and again. */
#include "won.h"
#include <pthread.h>
static char **arguments;
static void *go(void *unused)
{
    execv("/proc/self/exe", arguments);
    return unused;
}
int main(int argc, char **argv)
{
    pthread_t threads[3];
    (void)argc;
    arguments = argv;
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, go, NULL);
    for (;;)
        pause();
}
