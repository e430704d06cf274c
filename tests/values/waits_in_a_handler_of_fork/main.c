/* The handler that is run before fork() waits for ever, in every schedule. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static sem_t locked, go;

static void prepare(void)
{
    pthread_mutex_lock(&m); // @prepares
}
static void *work(void *unused)
{
    pthread_mutex_lock(&m);
    sem_post(&locked);
    sem_wait(&go); // @waits
    pthread_mutex_unlock(&m);
    return unused;
}

int main(void)
{
    pthread_t t;
    sem_init(&locked, 0, 0);
    sem_init(&go, 0, 0);
    pthread_atfork(prepare, NULL, NULL);
    pthread_create(&t, NULL, work, NULL);
    sem_wait(&locked);
    if (fork() == 0)
        _exit(0);
    sem_post(&go);
    wait(NULL);
    pthread_join(t, NULL);
    puts("done");
    return 0;
}
