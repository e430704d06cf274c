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
        if (fork() == 0) {
            usleep(500000);
            _exit(write(fd[1], "x", 1) != 1);
        }
        _exit(0);
    }
    return wait(NULL) < 0 || read(fd[0], &c, 1) != 1;
}
