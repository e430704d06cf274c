#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int receive_all(int fd)
{
    char c;
    int lines = 0, begin = 1;
    while (read(fd, &c, 1) > 0) {
        if (begin)
            printf("Received: ");
        begin = 0;
        putchar(c);
        if (c == '\n') {
            lines++;
            begin = 1;
        }
    }
    return lines;
}

int main(void)
{
    int fd[2];
    if (pipe(fd) == -1)
        return 1;
    if (fork() == 0) {
        close(fd[0]);
        dprintf(fd[1], "%s\n%s\n", "Hello", "World");
        close(fd[1]);
        return 0;
    }
    close(fd[1]);
    int n = receive_all(fd[0]);
    wait(NULL);
    return n;
}
