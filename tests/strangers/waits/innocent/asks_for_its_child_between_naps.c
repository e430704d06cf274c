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
    pid_t p = fork();
    if (!p) {
        usleep(600000);
        _exit(0);
    }
    while (waitpid(p, NULL, WNOHANG) == 0)
        usleep(5000);
    return 0;
}
