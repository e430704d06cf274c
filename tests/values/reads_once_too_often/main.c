/* The twin of reads_from_the_write_end: what reads from the read end waits, for a byte that nobody sends. */
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
        *x += 1;
        read(fd[0], &byte, 1);
        _exit(0);
    }
    write(fd[1], &byte, 1);
    wait(NULL);
    printf("%d\n", *x);
    return 0;
}
