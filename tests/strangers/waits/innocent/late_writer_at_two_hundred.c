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
        dup2(fd[1], 200);
        close(fd[0]);
        close(fd[1]);
        usleep(500000);
        write(200, "x", 1);
        close(200);
        _exit(0);
    }
    close(fd[1]);
    while (read(fd[0], &c, 1) == 1)
        ;
    close(fd[0]);
    wait(NULL);
    return 0;
}
