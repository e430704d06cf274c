#include <stdio.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct letter { long type; char text[32]; };

int main(void)
{
    struct letter l = {1, "for one"};
    int q = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
    if (fork() == 0) {
        msgrcv(q, &l, sizeof l.text, 2, 0);
        printf("%s\n", l.text);
        _exit(0);
    }
    msgsnd(q, &l, sizeof l.text, 0);
    wait(NULL);
    msgctl(q, IPC_RMID, NULL);
    return 0;
}
