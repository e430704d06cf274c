#include <pthread.h>
#include <semaphore.h>
#include <unistd.h>

static sem_t full;

/* Workers that wait for jobs which the first thread brings now and then: endless by design. */
static void *worker(void *unused)
{
    for (;;)
        sem_wait(&full);
    return unused;
}

int main(void)
{
    pthread_t thread;
    sem_init(&full, 0, 0);
    for (int i = 0; i < 3; i++)
        pthread_create(&thread, 0, worker, 0);
    for (;;) {
        sem_post(&full);
        usleep(100000);
    }
}
