#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    pipe(fd);
    int log = dup(fd[1]);
    if (fork() == 0) {
        close(fd[1]);
        while (read(fd[0], &c, 1) == 1)
            write(1, &c, 1);
        close(fd[0]);
        _exit(0);
    }
    close(fd[0]);
    write(log, "x\n", 2);
    close(log);
    write(fd[1], "y\n", 2);
    close(fd[1]);
    wait(NULL);
    return 0;
}
