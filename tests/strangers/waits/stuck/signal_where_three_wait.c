#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;
static int is_ready;

static void *late(void *arg)
{
    usleep(200000);
    pthread_mutex_lock(&m);
    is_ready = 1;
    pthread_cond_signal(&ready);
    pthread_mutex_unlock(&m);
    return arg;
}

static void *waiter(void *arg)
{
    pthread_mutex_lock(&m);
    while (!is_ready)
        pthread_cond_wait(&ready, &m);
    pthread_mutex_unlock(&m);
    return arg;
}

int main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, i == 0 ? late : waiter, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    puts("ready");
    return 0;
}
