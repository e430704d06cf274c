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
    long n;
    pipe(fd);
    if (!fork()) {
        close(fd[0]);
        volatile long s = 0;
        for (long i = 0; i < 400000000; i++)
            s += i;
        n = s;
        write(fd[1], &n, sizeof n);
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    read(fd[0], &n, sizeof n);
    close(fd[0]);
    wait(NULL);
    return 0;
}
