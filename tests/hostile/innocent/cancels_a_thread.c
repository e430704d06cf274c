/* cancels_a_thread.c -- ends a thread that sleeps in read, which cleans up. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
static int ends[2], cleaned;
static void clean(void *unused)
{
    (void)unused;
    cleaned = 1;
}
static void *sleeper(void *unused)
{
    char byte;
    pthread_cleanup_push(clean, NULL);
    (void)!read(ends[0], &byte, 1);
    pthread_cleanup_pop(0);
    return unused;
}
int main(void)
{
    pthread_t thread;
    void *result;
    if (pipe(ends) < 0)
        return 1;
    pthread_create(&thread, NULL, sleeper, NULL);
    pthread_cancel(thread);
    pthread_join(thread, &result);
    printf("%d\n", result == PTHREAD_CANCELED);
    return cleaned > 1;
}
