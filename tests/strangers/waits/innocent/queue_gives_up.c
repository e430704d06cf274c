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

int main(void)
{
    struct mq_attr a = {.mq_maxmsg = 1, .mq_msgsize = 8};
    char b[8];
    struct timespec t;
    mqd_t q = mq_open("/q", O_CREAT | O_RDWR, 0600, &a);
    clock_gettime(CLOCK_REALTIME, &t);
    t.tv_sec += 1;
    int r = mq_timedreceive(q, b, 8, NULL, &t);
    mq_close(q);
    mq_unlink("/q");
    return r != -1;
}
