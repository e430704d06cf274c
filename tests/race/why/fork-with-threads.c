/* fork-with-threads.c -- forks while it has a second thread. Twin: when that one has ended. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int total;

static void *add(void *unused)
{
    total++;
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, add, NULL);
#ifdef TWIN
    pthread_join(thread, NULL);
#endif
    if (fork() == 0)
        _exit(0);
    wait(NULL);
#ifndef TWIN
    pthread_join(thread, NULL);
#endif
    printf("%d\n", total);
    return 0;
}
