/* Nobody receives, and the parent sends more than a queue of messages holds. */
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>

int main(void)
{
    struct {
        long type;
        char text[1000];
    } message = {.type = 1};
    int queue = msgget(IPC_PRIVATE, 0600);
    memset(message.text, 'x', sizeof message.text);
    for (int i = 0; i < 100; i++)
        if (msgsnd(queue, &message, sizeof message.text, 0) < 0)
            return 1;
    return 0;
}
