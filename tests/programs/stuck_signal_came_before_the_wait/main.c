#include <pthread.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t go = PTHREAD_COND_INITIALIZER;

static void *wait_for_go(void *unused)
{
    pthread_mutex_lock(&mutex);
    pthread_cond_wait(&go, &mutex);
    pthread_mutex_unlock(&mutex);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_cond_signal(&go);
    if (pthread_create(&thread, 0, wait_for_go, 0) != 0)
        return 1;
    return pthread_join(thread, 0);
}
