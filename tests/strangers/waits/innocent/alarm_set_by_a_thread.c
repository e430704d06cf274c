#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <unistd.h>

static sem_t rung;

static void ring(int sig)
{
    (void)sig;
    sem_post(&rung);
}

static void *winds(void *arg)
{
    alarm(1);
    return arg;
}

int main(void)
{
    pthread_t t;
    sem_init(&rung, 0, 0);
    signal(SIGALRM, ring);
    pthread_create(&t, NULL, winds, NULL);
    pthread_join(t, NULL);
    while (sem_wait(&rung) != 0)
        ;
    return 0;
}
