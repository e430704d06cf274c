#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    close(0);
    if (pipe(fd) < 0 || fd[0] != 0)
        return 1;
    if (fork() == 0) {
        if (write(fd[1], "x", 1) != 1)
            _exit(1);
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    if (read(0, &c, 1) != 1)
        return 1;
    return wait(NULL) < 0;
}
