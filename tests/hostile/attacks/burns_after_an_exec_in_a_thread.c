/* burns_after_an_exec_in_a_thread.c -- its first thread has ended for who counts, and goes on all the same. */
#include "won.h"
#include <pthread.h>
static void *replace(void *self)
{
    execl(self, self, "again", (char *)NULL);
    return NULL;
}
int main(int argc, char **argv)
{
    pthread_t thread;
    if (argc == 1) {
        if (pthread_create(&thread, NULL, replace, "/proc/self/exe") == 0)
            pthread_join(thread, NULL);
        return 1;
    }
    for (;;)
        argv++;
}
