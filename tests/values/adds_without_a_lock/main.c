/* Two processes, one addition each: both read 0 and one addition is lost, or not. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *counter = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            (*counter)++; // @add
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("Total: %d\n", *counter);
    return 0;
}
