#include <pthread.h>
#include <semaphore.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static sem_t locked, enough;

static void *hold(void *unused)
{
    pthread_mutex_lock(&m);
    sem_post(&locked);
    sem_wait(&enough);
    pthread_mutex_unlock(&m);
    return unused;
}

int main(void)
{
    pthread_t t;
    sem_init(&locked, 0, 0);
    sem_init(&enough, 0, 0);
    pthread_create(&t, NULL, hold, NULL);
    sem_wait(&locked);
    if (fork() == 0) {
        pthread_mutex_lock(&m); /* child */
        pthread_mutex_unlock(&m);
        _exit(0);
    }
    wait(NULL);
    sem_post(&enough);
    pthread_join(t, NULL);
    return 0;
}
