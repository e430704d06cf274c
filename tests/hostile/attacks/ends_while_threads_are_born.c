/* ends_while_threads_are_born.c -- children whose threads make threads without end, and that end as their parent does. */
#include "won.h"
#include <pthread.h>
#include <stdlib.h>
static void *leave(void *unused)
{
    return unused;
}
static void *make(void *unused)
{
    pthread_t thread;
    for (;;)
        if (pthread_create(&thread, NULL, leave, NULL) == 0)
            pthread_detach(thread);
    return unused;
}
int main(int argc, char **argv)
{
    int ends[2];
    if (pipe(ends) < 0)
        return 2;
    for (int i = 0; i < (argc > 1 ? atoi(argv[1]) : 4); i++)
        if (fork() == 0) {
            pthread_t threads[2];
            char byte;
            close(ends[1]);
            for (int k = 0; k < 2; k++)
                pthread_create(&threads[k], NULL, make, NULL);
            _exit((int)read(ends[0], &byte, 1)); /* as the parent ends */
        }
    usleep(10000);
    return 0;
}
