#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t forks[3] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static pthread_barrier_t both;

static void *forwards(void *unused)
{
    pthread_mutex_lock(&first);
    pthread_barrier_wait(&both);
    pthread_mutex_lock(&forks[2]);
    return unused;
}

static void *backwards(void *unused)
{
    pthread_mutex_lock(&forks[2]);
    pthread_barrier_wait(&both);
    pthread_mutex_lock(&first);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_barrier_init(&both, 0, 2);
    pthread_create(&a, 0, forwards, 0);
    pthread_create(&b, 0, backwards, 0);
    for (;;)
        sleep(1);
}
