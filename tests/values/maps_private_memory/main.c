/* MAP_PRIVATE where MAP_SHARED was meant: each child adds to a copy of its own, the parent's stays 0. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *total = mmap(NULL, sizeof *total, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            *total += 1; // @add
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d\n", *total);
    return 0;
}
