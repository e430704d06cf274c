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
    static char b[200000];
    pipe(fd);
    fcntl(fd[1], F_SETPIPE_SZ, 262144);
    write(fd[1], b, sizeof b);
    close(fd[1]);
    while (read(fd[0], b, sizeof b) > 0)
        ;
    close(fd[0]);
    return 0;
}
