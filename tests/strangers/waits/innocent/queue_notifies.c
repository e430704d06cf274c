#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
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
    struct mq_attr a = {.mq_maxmsg = 1, .mq_msgsize = 8};
    struct sigevent e = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    sigset_t b, o;
    sigemptyset(&b);
    sigaddset(&b, SIGUSR1);
    sigprocmask(SIG_BLOCK, &b, &o);
    signal(SIGUSR1, on);
    mqd_t q = mq_open("/n", O_CREAT | O_RDWR, 0600, &a);
    mq_notify(q, &e);
    if (!fork()) {
        usleep(600000);
        mq_send(q, "hello", 5, 0);
        _exit(0);
    }
    sigsuspend(&o);
    wait(NULL);
    mq_close(q);
    mq_unlink("/n");
    return 0;
}
