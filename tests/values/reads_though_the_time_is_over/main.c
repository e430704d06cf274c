/* Waits for a limited time: for a thread to end, for a message, for a byte; and then reads as if all had come. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static int joined, received, polled, p[2];
static mqd_t queue;

static void *work(void *unused)
{
    joined = 1;
    return unused;
}

static void *sends(void *unused)
{
    received = 1;
    mq_send(queue, "m", 1, 0);
    return unused;
}

static void *writes(void *unused)
{
    polled = 1;
    return write(p[1], "b", 1) == 1 ? unused : NULL;
}

int main(void)
{
    struct timespec until;
    struct mq_attr attr = {.mq_maxmsg = 1, .mq_msgsize = 1};
    struct pollfd ready = {.events = POLLIN};
    pthread_t a, b, c;
    char byte;
    queue = mq_open("/reads_though", O_CREAT | O_RDWR, 0600, &attr);
    mq_unlink("/reads_though");
    if (queue == (mqd_t)-1 || pipe(p) < 0)
        return 1;
    ready.fd = p[0];
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 5;
    pthread_create(&a, NULL, work, NULL);
    int late = pthread_timedjoin_np(a, NULL, &until); // @join
    printf("%d\n", joined);
    if (late)
        pthread_join(a, NULL);
    pthread_create(&b, NULL, sends, NULL);
    mq_timedreceive(queue, &byte, 1, NULL, &until); // @receive
    printf("%d\n", received);
    pthread_join(b, NULL);
    pthread_create(&c, NULL, writes, NULL);
    poll(&ready, 1, 5000); // @poll
    printf("%d\n", polled);
    pthread_join(c, NULL);
    return 0;
}
