#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        close(fd[1]);
        while (read(fd[0], &c, 1) > 0)
            continue;
        _exit(0);
    }
    close(fd[0]);
    if (write(fd[1], "hello", 5) != 5)
        return 1;
    wait(NULL);
    return 0;
}
