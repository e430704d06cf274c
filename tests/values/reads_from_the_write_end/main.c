/* read() of a write end, and write() to a read end, are refused at once: nobody waits there, whatever the pipe holds. */
#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *x = mmap(NULL, sizeof *x, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int fd[2];
    char byte = 'x';
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        read(fd[0], &byte, 1);
        *x += write(fd[0], &byte, 1) < 0 && errno == EBADF;
        _exit(0);
    }
    write(fd[1], &byte, 1);
    int refused = read(fd[1], &byte, 1) < 0 && errno == EBADF;
    wait(NULL);
    printf("%d\n", *x + refused);
    return 0;
}
