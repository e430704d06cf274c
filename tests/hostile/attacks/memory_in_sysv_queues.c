/* memory_in_sysv_queues.c -- messages that nobody takes. */
#include "won.h"
#include <sys/msg.h>
int main(void)
{
    static struct { long kind; char text[8000]; } message = {1, ""};
    long total = 0;
    for (int i = 0; i < 30000; i++) {
        int queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
        while (queue >= 0 && msgsnd(queue, &message, sizeof message.text, IPC_NOWAIT) == 0)
            total += sizeof message.text;
    }
    won_if("400 MiB in queues", total > 400L << 20);
    return 0;
}
