#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2], there[2];
    char c = 'x';
    if (pipe(fd) < 0 || pipe(there) < 0)
        return 1;
    if (fork() == 0) {
        close(fd[0]);
        close(there[1]);
        if (write(fd[1], &c, 1) != 1 || read(there[0], &c, 1) != 0)
            _exit(1);
        close(there[0]);
        write(fd[1], &c, 1);
        _exit(0);
    }
    close(fd[1]);
    close(there[0]);
    if (read(fd[0], &c, 1) != 1)
        return 1;
    close(fd[0]);
    close(there[1]);
    return wait(NULL) < 0;
}
