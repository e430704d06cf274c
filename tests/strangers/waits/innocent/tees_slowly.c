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
    int a[2], b[2];
    char x[8];
    pipe(a);
    pipe(b);
    if (!fork()) {
        close(a[0]);
        close(b[0]);
        close(b[1]);
        usleep(500000);
        write(a[1], "tea", 3);
        close(a[1]);
        _exit(0);
    }
    close(a[1]);
    tee(a[0], b[1], 3, 0);
    read(a[0], x, 3);
    read(b[0], x, 3);
    close(a[0]);
    close(b[0]);
    close(b[1]);
    wait(NULL);
    return 0;
}
