/* starts_threads_for_ever.c -- the thread bomb. */
#include <pthread.h>
#include <unistd.h>

static void *rest(void *unused)
{
    pause();
    return unused;
}

int main(void)
{
    pthread_t thread;
    for (;;)
        if (pthread_create(&thread, NULL, rest, NULL) != 0)
            return 1;
}
