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
        usleep(600000);
        write(fd[1], "x", 1);
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    fcntl(fd[0], F_SETFL, O_NONBLOCK);
    while (read(fd[0], &c, 1) < 0)
        usleep(1000);
    close(fd[0]);
    wait(NULL);
    return 0;
}
