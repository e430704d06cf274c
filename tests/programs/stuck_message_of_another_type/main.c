#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    int id = msgget(IPC_PRIVATE, 0600);
    struct {
        long t;
        char c[8];
    } m;
    if (fork() == 0) {
        msgrcv(id, &m, 8, 2, 0);
        _exit(0);
    }
    m.t = 1;
    msgsnd(id, &m, 8, 0);
    wait(0);
    return 0;
}
