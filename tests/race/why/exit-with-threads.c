/* exit-with-threads.c -- main returns while its thread still works. Twin: it waits for it. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int work;

static void *work_on(void *unused)
{
    work++;
    work++;
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work_on, NULL);
#ifdef TWIN
    pthread_join(thread, NULL);
#endif
    printf("over\n");
    return 0;
}
