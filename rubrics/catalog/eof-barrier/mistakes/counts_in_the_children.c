/* Each child adds 1 to its own copy of the counter: the parent's stays 0. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: barrier CHILDREN\n");
        return 1;
    }
    int children = atoi(argv[1]), done = 0, fd[2];
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
            done++;
            close(fd[1]);
            _exit(0);
        }
    }
    close(fd[1]);
    char c;
    if (read(fd[0], &c, 1) != 0)
        return 1;
    close(fd[0]);
    printf("all %d done\n", done);
    for (int i = 0; i < children; i++)
        wait(NULL);
    return 0;
}
