/* ends_in_many_threads.c -- forty threads that end the process, while others fork. */
#include "won.h"
#include <pthread.h>
static void *end(void *arg)
{
    syscall(SYS_exit_group, (long)arg);
    return NULL;
}
static void *forks(void *arg)
{
    for (;;)
        if (fork() == 0)
            _exit(0);
    return arg;
}
int main(void)
{
    pthread_t t;
    signal(SIGCHLD, SIG_IGN);
    pthread_create(&t, NULL, forks, NULL);
    for (long i = 1; i < 40; i++)
        pthread_create(&t, NULL, end, (void *)i);
    pause();
    return 0;
}
