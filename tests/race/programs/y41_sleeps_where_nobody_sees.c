/* A handler of fork() that was not registered by pthread_atfork() waits for a lock that is never given back: it sleeps
 * within fork(), in every schedule. The runtime knows no more than that, and must not need long to say so. */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

extern int __register_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void), void *whose);

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static sem_t locked, go;

static void prepare(void)
{
    pthread_mutex_lock(&m);
}
static void *work(void *unused)
{
    pthread_mutex_lock(&m);
    sem_post(&locked);
    sem_wait(&go);
    pthread_mutex_unlock(&m);
    return unused;
}

int main(void)
{
    pthread_t t;
    sem_init(&locked, 0, 0);
    sem_init(&go, 0, 0);
    __register_atfork(prepare, NULL, NULL, NULL);
    pthread_create(&t, NULL, work, NULL);
    sem_wait(&locked);
    if (fork() == 0)
        _exit(0);
    sem_post(&go);
    wait(NULL);
    pthread_join(t, NULL);
    return 0;
}
