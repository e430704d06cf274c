#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    static char much[100000];
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        close(fd[0]);
        if (write(fd[1], much, sizeof much) < 0)
            _exit(1);
        _exit(0);
    }
    close(fd[1]);
    wait(NULL);
    while (read(fd[0], much, sizeof much) > 0)
        continue;
    return 0;
}
