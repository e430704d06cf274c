/* Nobody looks at the result of pipe2(): O_RDWR is no flag of it, so it fails, and both numbers stay -1. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2] = {-1, -1};
    char text[6];
    pipe2(fd, O_RDWR);
    pid_t pid = fork();
    if (pid == 0) {
        close(fd[0]);
        write(fd[1], "Hello", 6);
        write(fd[1], "World", 6);
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    while (read(fd[0], text, sizeof text) == sizeof text)
        printf("Received: %s\n", text);
    close(fd[0]);
    waitpid(pid, NULL, 0);
    return 0;
}
