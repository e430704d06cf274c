/* A racy counter that fills the memory in which its schedules are recorded, wherever that may be. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    for (unsigned long at = 0x100000000000; at < 0x100004000000; at += 4096)
        if (msync((void *)at, 4096, MS_ASYNC) == 0)
            memset((void *)at, 0xa5, 4096);
    int *counter = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            (*counter)++;
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("Total: %d\n", *counter);
    return 0;
}
