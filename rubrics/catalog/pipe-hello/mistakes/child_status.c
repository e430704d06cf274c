/* The words arrive, but the child ends with 1 and main hands that on. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2], status = 0;
    char text[6];
    if (pipe(fd) < 0)
        return 2;
    pid_t pid = fork();
    if (pid == 0) {
        close(fd[0]);
        ssize_t n = write(fd[1], "Hello", 6);
        n += write(fd[1], "World", 6);
        close(fd[1]);
        _exit(n == 10 ? 0 : 1);
    }
    close(fd[1]);
    for (int i = 0; i < 2; i++) {
        size_t got = 0;
        while (got < sizeof text && read(fd[0], text + got, 1) == 1)
            got++;
        printf("Received: %s\n", text);
    }
    close(fd[0]);
    waitpid(pid, &status, 0);
    return WEXITSTATUS(status);
}
