#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    pipe(fd);
    pid_t pid = fork();
    if (pid == 0) {
        close(fd[1]);
        while (read(fd[0], &c, 1) > 0)
            write(1, &c, 1);
        close(fd[0]);
        _exit(0);
    }
    close(fd[0]);
    write(fd[1], "bye\n", 4);
    waitpid(pid, NULL, 0);
    close(fd[1]);
    return 0;
}
