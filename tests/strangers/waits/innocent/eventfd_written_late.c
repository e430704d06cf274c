#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int e = eventfd(0, 0);
    unsigned long long n = 1;
    if (!fork()) {
        usleep(500000);
        write(e, &n, 8);
        _exit(0);
    }
    read(e, &n, 8);
    close(e);
    wait(NULL);
    return 0;
}
