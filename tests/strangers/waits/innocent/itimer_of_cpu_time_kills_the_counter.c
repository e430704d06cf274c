#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    struct itimerval t = {.it_value = {0, 300000}};
    pipe(fd);
    if (!fork()) {
        close(fd[0]);
        setitimer(ITIMER_VIRTUAL, &t, NULL);
        for (;;)
            ;
    }
    close(fd[1]);
    read(fd[0], &c, 1);
    close(fd[0]);
    wait(NULL);
    return 0;
}
