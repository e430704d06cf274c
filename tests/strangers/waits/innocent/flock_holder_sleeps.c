#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int a = open("l", O_CREAT | O_RDWR, 0600), p[2];
    char c;
    pipe(p);
    if (!fork()) {
        int b = open("l", O_RDWR);
        flock(b, LOCK_EX);
        close(p[0]);
        write(p[1], "x", 1);
        close(p[1]);
        usleep(600000);
        _exit(0);
    }
    close(p[1]);
    read(p[0], &c, 1);
    close(p[0]);
    flock(a, LOCK_EX);
    close(a);
    wait(NULL);
    return 0;
}
