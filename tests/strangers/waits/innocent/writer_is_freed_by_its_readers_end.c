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
    static char b[300000];
    pipe(fd);
    signal(SIGPIPE, SIG_IGN);
    if (!fork()) {
        close(fd[1]);
        usleep(600000);
        _exit(0);
    }
    close(fd[0]);
    write(fd[1], b, sizeof b);
    close(fd[1]);
    wait(NULL);
    return 0;
}
