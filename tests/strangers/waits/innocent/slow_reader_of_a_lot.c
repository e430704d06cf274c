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
    static char b[65536];
    pipe(fd);
    if (!fork()) {
        close(fd[0]);
        for (int i = 0; i < 20; i++)
            write(fd[1], b, sizeof b);
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    do
        usleep(30000);
    while (read(fd[0], b, sizeof b) > 0);
    close(fd[0]);
    wait(NULL);
    return 0;
}
