/* The end of a pipe tells that the child is done. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    int *sum = mmap(NULL, sizeof *sum, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (sum == MAP_FAILED || pipe(fd) == -1)
        return 1;
    switch (fork()) {
    case -1:
        return 1;
    case 0:
        close(fd[0]);
        for (int i = 10; i > 0; i--)
            *sum += i;
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    char c;
    if (read(fd[0], &c, 1) != 0)
        return 1;
    close(fd[0]);
    printf("sum %d\n", *sum);
    wait(NULL);
    return 0;
}
