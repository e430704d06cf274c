/* a mutex is no semaphore: only who took it may give it back */
#include <pthread.h>
#include <stdio.h>
static pthread_mutex_t ready = PTHREAD_MUTEX_INITIALIZER;
static int answer;
static void *work(void *arg)
{
    answer = 42;
    pthread_mutex_unlock(&ready); // @unlock
    return arg;
}
int main(void)
{
    pthread_t t;
    pthread_mutex_lock(&ready);
    pthread_create(&t, NULL, work, NULL);
    pthread_mutex_lock(&ready);
    printf("%d\n", answer);
    pthread_mutex_unlock(&ready);
    pthread_join(t, NULL);
    return 0;
}
