#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    pthread_mutexattr_t a;
    pthread_mutex_t *m = mmap(0, 4096, 3, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, 1);
    pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(m, &a);
    sem_t *s = (sem_t *)((char *)m + 1024);
    sem_init(s, 1, 0);
    if (!fork()) {
        pthread_mutex_lock(m);
        sem_post(s);
        usleep(500000);
        _exit(0);
    }
    sem_wait(s);
    int r = pthread_mutex_lock(m);
    wait(NULL);
    return r != EOWNERDEAD;
}
