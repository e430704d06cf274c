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

static int fd[2];
static void *rd(void *a)
{
    char c;
    read(fd[0], &c, 1);
    return a;
}

int main(void)
{
    pthread_t t;
    pipe(fd);
    pthread_create(&t, NULL, rd, NULL);
    usleep(500000);
    pthread_cancel(t);
    pthread_join(t, NULL);
    close(fd[0]);
    close(fd[1]);
    return 0;
}
