#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    fd_set s;
    pipe(fd);
    FD_ZERO(&s);
    FD_SET(fd[0], &s);
    struct timespec t = {0, 600000000};
    int r = pselect(fd[0] + 1, &s, NULL, NULL, &t, NULL);
    close(fd[0]);
    close(fd[1]);
    return r;
}
