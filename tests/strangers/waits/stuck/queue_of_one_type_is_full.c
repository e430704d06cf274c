#include <stddef.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct block { long type; char bytes[2000]; };

int main(void)
{
    static struct block m;
    int q = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
    if (fork() == 0) {
        msgrcv(q, &m, sizeof m.bytes, 99, 0);
        while (msgrcv(q, &m, sizeof m.bytes, 1, IPC_NOWAIT) >= 0)
            ;
        _exit(0);
    }
    m.type = 1;
    for (int i = 0; i < 50; i++)
        msgsnd(q, &m, sizeof m.bytes, 0);
    m.type = 99;
    msgsnd(q, &m, sizeof m.bytes, 0);
    wait(NULL);
    msgctl(q, IPC_RMID, NULL);
    return 0;
}
