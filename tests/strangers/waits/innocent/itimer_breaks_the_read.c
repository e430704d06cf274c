#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void on(int n)
{
    (void)n;
}

int main(void)
{
    int fd[2];
    char c;
    struct sigaction a = {.sa_handler = on};
    struct itimerval t = {.it_value = {0, 600000}};
    pipe(fd);
    sigaction(SIGALRM, &a, NULL);
    setitimer(ITIMER_REAL, &t, NULL);
    read(fd[0], &c, 1);
    close(fd[0]);
    close(fd[1]);
    return 0;
}
