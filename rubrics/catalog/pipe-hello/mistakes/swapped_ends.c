/* fd[0] is for reading and fd[1] for writing; here it is the other way round, so nothing is sent and nothing comes. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char text[2][6] = {"", ""};
    if (pipe(fd) < 0)
        return 1;
    pid_t pid = fork();
    if (pid == 0) {
        close(fd[1]);
        write(fd[0], "Hello", 6);
        write(fd[0], "World", 6);
        close(fd[0]);
        _exit(0);
    }
    close(fd[0]);
    read(fd[1], text[0], 6);
    read(fd[1], text[1], 6);
    close(fd[1]);
    printf("Received: %s\nReceived: %s\n", text[0], text[1]);
    waitpid(pid, NULL, 0);
    return 0;
}
