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

static void on(int n)
{
    (void)n;
}

int main(void)
{
    struct sigaction a = {.sa_handler = on};
    sigset_t b, o;
    sigemptyset(&b);
    sigaddset(&b, SIGUSR1);
    sigprocmask(SIG_BLOCK, &b, &o);
    sigaction(SIGUSR1, &a, NULL);
    if (!fork()) {
        usleep(600000);
        kill(getppid(), SIGUSR1);
        _exit(0);
    }
    sigsuspend(&o);
    wait(NULL);
    return 0;
}
