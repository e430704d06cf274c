#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        for (int i = 0; i < 3; i++) {
            close(fd[0]);
            if (write(fd[1], "x", 1) != 1)
                _exit(1);
        }
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    char c;
    while (read(fd[0], &c, 1) == 1)
        continue;
    close(fd[0]);
    close(fd[0]);
    return wait(NULL) < 0;
}
