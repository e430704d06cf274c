#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0)
        _exit(0);
    close(fd[1]);
    int n = read(fd[0], &c, 1) == 0;
    close(fd[0]);
    return n != 1;
}
