/* leaves_memory.c -- argv[1] MiB of System V memory, which nobody removes but who ends the run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

int main(int argc, char **argv)
{
    size_t size = (size_t)(argc > 1 ? atoi(argv[1]) : 1) << 20;
    int segment = shmget(IPC_PRIVATE, size, 0600);
    char *memory = segment < 0 ? (void *)-1 : shmat(segment, NULL, 0);
    if (memory == (void *)-1)
        return 1;
    memset(memory, 1, size);
    return puts("left") < 0;
}
