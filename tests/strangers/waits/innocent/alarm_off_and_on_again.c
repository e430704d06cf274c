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
    int fd[2];
    char c;
    struct sigaction a = {.sa_handler = on};
    alarm(5);
    alarm(0);
    pipe(fd);
    sigaction(SIGALRM, &a, NULL);
    alarm(1);
    read(fd[0], &c, 1);
    close(fd[0]);
    close(fd[1]);
    return 0;
}
