/* The parent sleeps until the child has surely written: in some schedule it has not. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *result = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        *result = 42; // @write
        _exit(0);
    }
    usleep(100000); // @sleep
    printf("%d\n", *result); // @read
    wait(NULL);
    return 0;
}
