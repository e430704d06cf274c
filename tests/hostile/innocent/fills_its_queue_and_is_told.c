/* fills_its_queue_and_is_told.c -- empty messages fill a queue as others do: so many, then EAGAIN. */
#include "same.h"
#include <sys/msg.h>
int main(void)
{
    struct { long kind; } message = {1};
    int queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600), sent = 0;
    while (msgsnd(queue, &message, 0, IPC_NOWAIT) == 0)
        sent++;
    printf("%d %s\n", sent, strerrorname_np(errno));
    MUST(msgctl(queue, IPC_RMID, NULL) == 0);
    return 0;
}
