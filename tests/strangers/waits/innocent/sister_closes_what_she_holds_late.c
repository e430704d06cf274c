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
    char c;
    pipe(fd);
    if (!fork()) {
        close(fd[0]);
        usleep(500000);
        close(fd[1]);
        _exit(0);
    }
    if (!fork()) {
        close(fd[1]);
        while (read(fd[0], &c, 1) == 1)
            ;
        close(fd[0]);
        _exit(0);
    }
    close(fd[0]);
    close(fd[1]);
    wait(NULL);
    wait(NULL);
    return 0;
}
