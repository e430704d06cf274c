#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c = 0;
    pipe(fd);
    if (fork() == 0) {
        close(fd[0]);
        write(fd[1], "Hello\nWorld\n", 12);
        close(fd[1]);
        exit(0);
    }
    close(fd[0]);               /* meant fd[1] */
    while (read(fd[0], &c, 1) != 0)
        if (c == '\n')
            printf("Received\n");
    wait(NULL);
    return 0;
}
