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

static sem_t done;
static void on(union sigval v)
{
    (void)v;
    sem_post(&done);
}

int main(void)
{
    timer_t t;
    struct sigevent e = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = on};
    struct itimerspec s = {.it_value = {0, 600000000}};
    sem_init(&done, 0, 0);
    timer_create(CLOCK_MONOTONIC, &e, &t);
    timer_settime(t, 0, &s, NULL);
    sem_wait(&done);
    return 0;
}
