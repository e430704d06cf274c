/* y19_segment_is_removed -- who no longer finds a segment by its key comes after who removed it */
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *x = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int segment = shmget(0x4712, 4096, IPC_CREAT | 0600);
    if (fork() == 0) {
        printf("%d\n", shmget(0x4712, 4096, 0) < 0 ? *x : 5);
        exit(0);
    }
    *x = 5;
    shmctl(segment, IPC_RMID, NULL);
    wait(NULL);
    return 0;
}
