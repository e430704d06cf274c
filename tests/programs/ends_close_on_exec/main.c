#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    if (pipe2(fd, O_CLOEXEC) < 0)
        return 1;
    if (fork() == 0) {
        dup2(fd[1], 1);
        execlp("echo", "echo", "hello", (char *)0);
        _exit(127);
    }
    close(fd[1]);
    while (read(fd[0], &c, 1) == 1)
        continue;
    close(fd[0]);
    return wait(NULL) < 0;
}
