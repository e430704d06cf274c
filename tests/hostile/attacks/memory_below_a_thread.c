/* memory_below_a_thread.c -- a child of a thread that is not the first one takes the memory. */
#include "won.h"
#include <pthread.h>
static void *make(void *self)
{
    pid_t pid = fork();
    if (pid == 0) {
        fill(malloc(200 << 20), 1, 200 << 20);
        usleep(300000);
        puts("ESCAPED 200 MiB");
        fflush(stdout);
        _exit(0);
    }
    waitpid(pid, NULL, 0);
    return self;
}
int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, make, NULL);
    pthread_join(thread, NULL);
    return 0;
}
