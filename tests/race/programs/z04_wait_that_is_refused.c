/* Who does not hold a mutex that checks for errors is not let into the wait: EPERM, and nobody sleeps. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;

static void *waits(void *unused)
{
    (void)unused;
    return pthread_cond_wait(&cond, &lock) == EPERM ? "refused" : "waited";
}

int main(void)
{
    pthread_t t;
    pthread_mutexattr_t attr;
    void *what;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&lock, &attr);
    pthread_create(&t, NULL, waits, NULL);
    pthread_join(t, &what);
    puts(what);
    return 0;
}
