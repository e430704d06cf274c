/* The first process ends; who it leaves reads from a pipe of which it alone has the other end: stuck, and no daemon. (The run itself says
 * where.) */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
    int *x = mmap(NULL, sizeof *x, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int fd[2];
    char byte;
    if (pipe(fd) < 0)
        return 1;
    *x = 3;
    if (fork() == 0) {
        while (read(fd[0], &byte, 1) == 1)
            ;
        _exit(0);
    }
    close(fd[0]);
    close(fd[1]);
    printf("%d\n", *x);
    return 0;
}
