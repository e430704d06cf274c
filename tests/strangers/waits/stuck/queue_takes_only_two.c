#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>

int main(void)
{
    struct mq_attr small = {.mq_maxmsg = 2, .mq_msgsize = 8};
    char text[8];
    mqd_t q = mq_open("/tasks", O_CREAT | O_RDWR, 0600, &small);
    if (q == (mqd_t)-1)
        return 1;
    for (int i = 0; i < 4; i++) {
        snprintf(text, sizeof text, "job %d", i);
        mq_send(q, text, sizeof text, 0);
    }
    while (mq_receive(q, text, sizeof text, NULL) > 0)
        puts(text);
    return 0;
}
