/* Each child adds to its own copy; the parent's stays 0. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int total;

int main(void)
{
    (void)sizeof(pthread_t); /* so that schedules matter: threads are linked in */
    void *(*volatile unused)(void *) = NULL;
    pthread_t t;
    if (unused)
        pthread_create(&t, NULL, unused, NULL);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            total++; // @add
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d\n", total);
    return 0;
}
