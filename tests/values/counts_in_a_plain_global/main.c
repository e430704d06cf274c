/* Each child adds to its own copy; the parent's stays 0. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int total;

int main(void)
{
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            total++; // @add
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d\n", total);
    return 0;
}
