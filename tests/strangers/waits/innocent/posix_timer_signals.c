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

static void on(int n)
{
    (void)n;
}

int main(void)
{
    timer_t t;
    struct sigevent e = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    struct itimerspec s = {.it_value = {0, 600000000}};
    struct sigaction a = {.sa_handler = on};
    sigaction(SIGUSR1, &a, NULL);
    timer_create(CLOCK_MONOTONIC, &e, &t);
    timer_settime(t, 0, &s, NULL);
    pause();
    return 0;
}
