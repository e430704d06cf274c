// The program that should write into the pipe is not there. The child has put its copy of the write end over its
// stdout for it, runs on into the parent's loop, and waits for itself.
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char text[64];
    size_t all = 0;
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        dup2(fd[1], STDOUT_FILENO);
        execlp("no-such-program", "no-such-program", (char *)NULL);
        perror("no-such-program");
    }
    close(fd[1]);
    for (ssize_t n; (n = read(fd[0], text, sizeof text)) > 0;)
        all += (size_t)n;
    printf("%zu\n", all);
    return 0;
}
