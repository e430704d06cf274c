#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    pipe(fd);
    if (!fork()) {
        if (!fork()) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            write(fd[1], "r", 1);
            for (;;)
                pause();
        }
        usleep(600000);
        _exit(0);
    }
    close(fd[1]);
    while (read(fd[0], &c, 1) == 1)
        ;
    close(fd[0]);
    wait(NULL);
    return 0;
}
