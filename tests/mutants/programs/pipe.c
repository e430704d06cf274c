/* pipe.c -- a child writes to its parent. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2], total = 0;
    char c;
    if (pipe(fd) < 0 || fflush(stdout) != 0)
        return 1;
    if (fork() == 0) { close(fd[0]); /* its end */
        write(fd[1], "***", 3);
        _exit(0);
    }
    close(fd[1]);
    puts("42");
    while (read(fd[0], &c, 1) == 1)
        total++;
    wait(NULL);
    return total - 3;
}
