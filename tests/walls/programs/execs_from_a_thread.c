/* execs_from_a_thread.c -- a thread that is not the first one replaces the whole process. */
#include <pthread.h>
#include <unistd.h>

static void *replace(void *unused)
{
    execl("/bin/echo", "echo", "replaced", (char *)NULL);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, replace, NULL);
    for (;;)
        pause();
}
