/* posix_message_queues.c -- with priorities and a timeout. */
#include "same.h"
#include <mqueue.h>
int main(void)
{
    struct mq_attr attr = {.mq_maxmsg = 10, .mq_msgsize = 64};
    mqd_t queue = mq_open("/q", O_RDWR | O_CREAT, 0600, &attr);
    MUST(queue >= 0);
    pid_t pid = fork();
    if (pid == 0) {
        MUST(mq_send(queue, "low", 4, 1) == 0 && mq_send(queue, "high", 5, 9) == 0);
        _exit(0);
    }
    MUST(reap(pid) == 0);
    char text[64];
    unsigned priority;
    while (attr.mq_curmsgs = 0, mq_getattr(queue, &attr), attr.mq_curmsgs > 0) {
        MUST(mq_receive(queue, text, sizeof text, &priority) > 0);
        printf("%s %u\n", text, priority);
    }
    struct timespec soon;
    clock_gettime(CLOCK_REALTIME, &soon);
    soon.tv_nsec = (soon.tv_nsec + 10000000) % 1000000000;
    soon.tv_sec += soon.tv_nsec < 10000000;
    MUST(mq_timedreceive(queue, text, sizeof text, NULL, &soon) < 0 && errno == ETIMEDOUT);
    printf("%d\n", mq_unlink("/q"));
    return 0;
}
