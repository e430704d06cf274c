#include <sys/sem.h>
int main(void)
{
    int id = semget(IPC_PRIVATE, 1, 0600);
    struct sembuf down = {0, -1, 0};
    return semop(id, &down, 1);
}
