/* One read() takes both messages, of which printf shows only the part before the first 0. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    pid_t pid = fork();
    if (pid == 0) {
        close(fd[0]);
        char both[] = "Hello\0World";
        if (write(fd[1], both, sizeof both) < 0)
            _exit(1);
        _exit(0);
    }
    close(fd[1]);
    waitpid(pid, NULL, 0);
    char buffer[100];
    if (read(fd[0], buffer, sizeof buffer) > 0)
        printf("Received: %s\n", buffer);
    return 0;
}
