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
        setpgid(0, 0);
        for (;;)
            pause();
    }
    setpgid(p, p);
    if (!fork()) {
        usleep(600000);
        kill(-p, SIGTERM);
        _exit(0);
    }
    waitpid(p, NULL, 0);
    wait(NULL);
    return 0;
}
