/* cancellation.c -- cancels a thread that waits for ever. Twin: the thread ends by itself. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static int begun;

static void *wait_for_ever(void *unused)
{
    __atomic_store_n(&begun, 1, __ATOMIC_SEQ_CST);
#ifndef TWIN
    for (;;)
        pause();
#endif
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, wait_for_ever, NULL);
#ifndef TWIN
    pthread_cancel(thread);
#endif
    pthread_join(thread, NULL);
    printf("over\n");
    return 0;
}
