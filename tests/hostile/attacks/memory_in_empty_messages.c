/* memory_in_empty_messages.c -- messages without text: the kernel keeps 64 bytes for each, and counts none. */
#include "won.h"
#include <sys/msg.h>
int main(void)
{
    struct { long kind; } message = {1};
    long total = 0;
    for (int i = 0; i < 200; i++) {
        int queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
        while (queue >= 0 && msgsnd(queue, &message, 0, IPC_NOWAIT) == 0)
            total += 64;
    }
    won_if("100 MiB in messages without text", total > 100L << 20);
    return 0;
}
