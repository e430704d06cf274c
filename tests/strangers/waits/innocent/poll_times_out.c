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
    int fd[2];
    pipe(fd);
    struct pollfd p = {fd[0], POLLIN, 0};
    int r = poll(&p, 1, 600);
    close(fd[0]);
    close(fd[1]);
    return r;
}
