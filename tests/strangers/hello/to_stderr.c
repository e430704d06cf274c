#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char w[2][6];
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        write(fd[1], "Hello\0World", 12);
        _exit(0);
    }
    wait(NULL);
    if (read(fd[0], w, sizeof w) == 12)
        fprintf(stderr, "Received: %s\nReceived: %s\n", w[0], w[1]);
    return 0;
}
