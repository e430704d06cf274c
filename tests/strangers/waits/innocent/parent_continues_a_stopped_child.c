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
        raise(SIGSTOP);
        _exit(0);
    }
    waitpid(p, NULL, WUNTRACED);
    usleep(500000);
    kill(p, SIGCONT);
    waitpid(p, NULL, 0);
    return 0;
}
