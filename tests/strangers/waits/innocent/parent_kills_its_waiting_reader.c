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
    pid_t p = fork();
    if (!p) {
        close(fd[1]);
        read(fd[0], &c, 1);
        _exit(0);
    }
    close(fd[0]);
    struct timespec t = {0, 600000000};
    nanosleep(&t, NULL);
    kill(p, SIGKILL);
    waitpid(p, NULL, 0);
    close(fd[1]);
    return 0;
}
