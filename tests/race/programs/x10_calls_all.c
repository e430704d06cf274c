/* It calls without the lock, as one may, and calls all. */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHARED(type) ((type *)mmap(0, sizeof(type), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t change = PTHREAD_COND_INITIALIZER;
static int ready, waiting;

static void *waits(void *unused)
{
    pthread_mutex_lock(&lock);
    waiting++;
    while (!ready)
        pthread_cond_wait(&change, &lock);
    pthread_mutex_unlock(&lock);
    return unused;
}
int main(void)
{
    pthread_t thread[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&thread[i], NULL, waits, NULL);
    for (int all = 0; !all;) {
        pthread_mutex_lock(&lock);
        all = waiting == 2;
        ready = all;
        pthread_mutex_unlock(&lock);
        sched_yield();
    }
    pthread_cond_broadcast(&change);
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    puts("done");
    return 0;
}
