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
        close(fd[0]);
        _exit(read(fd[0], &c, 1) != -1);
    }
    close(fd[0]);
    if (read(fd[1], &c, 1) != -1 || write(-1, "x", 1) != -1)
        return 1;
    close(fd[1]);
    return wait(NULL) < 0;
}
