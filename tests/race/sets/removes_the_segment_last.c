/* removes_the_segment_last -- System V memory that is removed when all others have ended and were waited for. */
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int id = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
    int *seen = shmat(id, NULL, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            seen[i] = i + 1;
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d", seen[0] + seen[1]);
    shmctl(id, IPC_RMID, NULL);
    return 0;
}
