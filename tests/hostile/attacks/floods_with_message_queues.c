/* floods_with_message_queues.c -- of both kinds. */
#include "won.h"
#include <mqueue.h>
#include <sys/msg.h>
int main(void)
{
    int posix = 0;
    for (int i = 0; i < 1000; i++) {
        char name[32];
        struct mq_attr attr = {.mq_maxmsg = 10, .mq_msgsize = 8192};
        snprintf(name, sizeof name, "/q%d", i);
        posix += mq_open(name, O_RDWR | O_CREAT, 0600, &attr) >= 0;
    }
    won_if("posix queues", posix > 100);
    return 0;
}
