/* waits a second in semop() for what its child gives */
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    int id = semget(IPC_PRIVATE, 1, 0600);
    struct sembuf down = {0, -1, 0}, up = {0, 1, 0};
    if (fork() == 0) {
        sleep(1);
        semop(id, &up, 1);
        _exit(0);
    }
    int failed = semop(id, &down, 1);
    wait(0);
    semctl(id, 0, IPC_RMID);
    return failed;
}
