/* removes_the_segment_too_early -- the child may find it, or not: nothing says which. */
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int id = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
    setvbuf(stdout, NULL, _IONBF, 0);
    if (fork() == 0) {
        printf("%d", shmat(id, NULL, 0) != (void *)-1); /* NOLINT */
        _exit(0);
    }
    shmctl(id, IPC_RMID, NULL);
    wait(NULL);
    return 0;
}
