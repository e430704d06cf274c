/* Two children print a line each, in either order, and share nothing that changes. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *limit = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    *limit = 3;
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            dprintf(1, "child %d of %d\n", i, *limit);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    return 0;
}
