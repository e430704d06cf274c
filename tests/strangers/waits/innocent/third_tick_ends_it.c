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

static int w, ticks;
static void on(int n)
{
    (void)n;
    if (++ticks == 3)
        write(w, "3", 1);
}

int main(void)
{
    int fd[2];
    char c;
    struct sigaction a = {.sa_handler = on, .sa_flags = SA_RESTART};
    struct itimerval t = {{0, 200000}, {0, 200000}};
    pipe(fd);
    w = fd[1];
    sigaction(SIGALRM, &a, NULL);
    setitimer(ITIMER_REAL, &t, NULL);
    read(fd[0], &c, 1);
    close(fd[0]);
    close(fd[1]);
    return 0;
}
