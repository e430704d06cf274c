/* The pipe says that all are done, and nobody waits for them: the parent never hears how they ended. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: barrier CHILDREN\n");
        return 1;
    }
    int children = atoi(argv[1]), fd[2];
    if (pipe(fd) < 0) {
        perror("pipe");
        return 1;
    }
    for (int i = 1; i <= children; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0) {
            close(fd[0]);
            dprintf(1, "child %d\n", i);
            close(fd[1]);
            _exit(0);
        }
    }
    close(fd[1]);
    char c;
    if (read(fd[0], &c, 1) != 0)
        return 1;
    close(fd[0]);
    printf("all %d done\n", children);
    return 0;
}
