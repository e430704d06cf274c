#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int t = timerfd_create(CLOCK_MONOTONIC, 0), fd[2];
    char c;
    unsigned long long n;
    struct itimerspec s = {.it_value = {0, 600000000}};
    pipe(fd);
    if (!fork()) {
        close(fd[0]);
        read(t, &n, 8);
        write(fd[1], "t", 1);
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    timerfd_settime(t, 0, &s, NULL);
    close(t);
    read(fd[0], &c, 1);
    close(fd[0]);
    wait(NULL);
    return 0;
}
