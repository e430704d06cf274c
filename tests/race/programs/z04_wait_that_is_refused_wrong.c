/* It holds the mutex, so it does sleep, and nobody signals. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;

static void *waits(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock);
    return pthread_cond_wait(&cond, &lock) == EPERM ? "refused" : "waited";
}

int main(void)
{
    pthread_t t;
    void *what;
    pthread_create(&t, NULL, waits, NULL);
    pthread_join(t, &what);
    puts(what);
    return 0;
}
