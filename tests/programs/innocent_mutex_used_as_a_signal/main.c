#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t done = PTHREAD_MUTEX_INITIALIZER;

/* Unlocks what another thread has locked: not what a mutex is for, but it works. */
static void *works_for_long(void *unused)
{
    for (;;)
        sleep(1);
    pthread_mutex_unlock(&done);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_mutex_lock(&done);
    pthread_create(&thread, 0, works_for_long, 0);
    pthread_mutex_lock(&done);
    return 0;
}
