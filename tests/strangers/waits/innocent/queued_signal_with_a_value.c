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
    sigset_t s;
    siginfo_t i;
    sigemptyset(&s);
    sigaddset(&s, SIGRTMIN);
    sigprocmask(SIG_BLOCK, &s, NULL);
    if (!fork()) {
        usleep(600000);
        sigqueue(getppid(), SIGRTMIN, (union sigval){.sival_int = 7});
        _exit(0);
    }
    sigwaitinfo(&s, &i);
    wait(NULL);
    return i.si_value.sival_int != 7;
}
