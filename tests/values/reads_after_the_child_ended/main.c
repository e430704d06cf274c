/* Its twin waits first: nothing to say. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *result = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        *result = 42;
        _exit(0);
    }
    wait(NULL);
    printf("%d\n", *result);
    return 0;
}
