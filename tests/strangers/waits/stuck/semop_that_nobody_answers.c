#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

static void change(int set, int which, int by)
{
    struct sembuf op = {which, by, 0};
    semop(set, &op, 1);
}

int main(void)
{
    int set = semget(IPC_PRIVATE, 2, IPC_CREAT | 0600);
    if (fork() == 0) {
        change(set, 0, -1); /* child */
        change(set, 1, +1);
        _exit(0);
    }
    change(set, 1, -1); /* parent */
    change(set, 0, +1);
    wait(NULL);
    semctl(set, 0, IPC_RMID);
    return 0;
}
