/* A loop over the stages: each takes the read end of the pipe before it. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc < 2)
        return 1;
    char *sort[] = {"sort", argv[1], NULL}, *uniq[] = {"uniq", NULL}, *wc[] = {"wc", "-l", NULL};
    char **stages[] = {sort, uniq, wc};
    int in = -1, failed = 0, status;
    for (int i = 0; i < 3; i++) {
        int fd[2] = {-1, -1};
        if (i < 2 && pipe(fd) == -1)
            return 1;
        switch (fork()) {
        case -1:
            return 1;
        case 0:
            if (in != -1) {
                dup2(in, 0);
                close(in);
            }
            if (i < 2) {
                dup2(fd[1], 1);
                close(fd[0]);
                close(fd[1]);
            }
            execvp(stages[i][0], stages[i]);
            perror(stages[i][0]);
            _exit(127);
        }
        if (in != -1)
            close(in);
        if (i < 2)
            close(fd[1]);
        in = fd[0];
    }
    while (wait(&status) > 0)
        failed |= status != 0;
    return failed;
}
