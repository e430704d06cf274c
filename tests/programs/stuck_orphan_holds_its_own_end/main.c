#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        while (read(fd[0], &c, 1) == 1)
            ;
        _exit(0);
    }
    close(fd[0]);
    close(fd[1]);
    return 3; /* and does not wait */
}
