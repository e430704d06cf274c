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

static int fd[2];
static void on(int n)
{
    (void)n;
    write(fd[1], "a", 1);
}

int main(void)
{
    char c;
    pipe(fd);
    signal(SIGALRM, on);
    alarm(1);
    read(fd[0], &c, 1);
    close(fd[0]);
    close(fd[1]);
    return 0;
}
