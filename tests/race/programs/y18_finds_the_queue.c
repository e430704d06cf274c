/* y18_finds_the_queue -- who finds a queue by its key comes after who made it */
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *x = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        printf("%d\n", msgget(0x4711, 0) >= 0 ? *x : 5);
        exit(0);
    }
    *x = 5;
    int queue = msgget(0x4711, IPC_CREAT | 0600);
    wait(NULL);
    msgctl(queue, IPC_RMID, NULL);
    return 0;
}
