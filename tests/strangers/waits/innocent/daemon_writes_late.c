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
    char b[9];
    pipe(fd);
    if (!fork()) {
        setsid();
        if (fork())
            _exit(0);
        close(fd[0]);
        usleep(700000);
        write(fd[1], "daemon", 6);
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    wait(NULL);
    while (read(fd[0], b, 9) > 0)
        ;
    close(fd[0]);
    return 0;
}
