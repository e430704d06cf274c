/* y17_set_is_removed -- EIDRM or EINVAL says that the set was removed, which was after the write */
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *x = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int set = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
    if (fork() == 0) {
        struct sembuf take = {0, -1, 0};
        if (semop(set, &take, 1) < 0)
            printf("%d\n", *x);
        exit(0);
    }
    *x = 5;
    semctl(set, 0, IPC_RMID);
    wait(NULL);
    return 0;
}
