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
    if (!vfork()) {
        execlp("sleep", "sleep", "0.6", (char *)0);
        _exit(1);
    }
    close(fd[1]);
    read(fd[0], &c, 1);
    close(fd[0]);
    wait(NULL);
    return 0;
}
