/* The parent prints what the child may not have written yet. */
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
    int seen = *result; // @read
    wait(NULL);
    printf("%d\n", seen);
    return 0;
}
