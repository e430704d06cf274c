/* Each child says one byte before it goes; the parent counts them until the end, waits, and then tells. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int child(int i, int out)
{
    printf("child %d\n", i);
    fflush(stdout);
    return write(out, "x", 1) == 1 ? 0 : 1;
}

int main(int argc, char **argv)
{
    int fd[2], seen = 0, status, failed = 0;
    char c;
    if (argc < 2 || pipe(fd) == -1)
        exit(1);
    for (int i = 0; i < atoi(argv[1]); i++)
        switch (fork()) {
        case -1:
            exit(1);
        case 0:
            close(fd[0]);
            status = child(i + 1, fd[1]);
            close(fd[1]);
            exit(status);
        }
    close(fd[1]);
    while (read(fd[0], &c, 1) == 1)
        seen++;
    close(fd[0]);
    while (wait(&status) > 0)
        failed |= status;
    printf("all %d done\n", seen);
    return failed != 0;
}
