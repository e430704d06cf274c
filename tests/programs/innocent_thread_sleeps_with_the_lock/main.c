#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void *hold(void *unused)
{
    pthread_mutex_lock(&mutex);
    usleep(500000);
    pthread_mutex_unlock(&mutex);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, 0, hold, 0);
    pthread_create(&b, 0, hold, 0);
    pthread_mutex_lock(&mutex);
    pthread_mutex_unlock(&mutex);
    return pthread_join(a, 0) || pthread_join(b, 0);
}
