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

static sem_t s;
static void on(int n)
{
    (void)n;
    sem_post(&s);
}

int main(void)
{
    sem_init(&s, 0, 0);
    struct sigaction a = {.sa_handler = on, .sa_flags = SA_RESTART};
    sigaction(SIGALRM, &a, NULL);
    alarm(1);
    while (sem_wait(&s))
        ;
    return 0;
}
