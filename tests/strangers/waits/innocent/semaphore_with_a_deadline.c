#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    sem_t s;
    struct timespec t;
    sem_init(&s, 0, 0);
    clock_gettime(CLOCK_REALTIME, &t);
    t.tv_sec += 1;
    return sem_timedwait(&s, &t) == 0;
}
