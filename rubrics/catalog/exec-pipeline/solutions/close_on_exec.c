/* pipe2() with O_CLOEXEC: what is not dup2()ed closes by itself at exec. The last stage's output comes back to the parent. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void stage(int in, int out, char *const argv[])
{
    pid_t pid = fork();
    if (pid == -1)
        exit(1);
    if (pid == 0) {
        if (in != -1)
            dup2(in, STDIN_FILENO);
        dup2(out, STDOUT_FILENO);
        execvp(argv[0], argv);
        exit(127);
    }
}

int main(int argc, char **argv)
{
    int p[3][2], failed = 0, status, number;
    if (argc != 2)
        exit(1);
    for (int i = 0; i < 3; i++)
        if (pipe2(p[i], O_CLOEXEC) == -1)
            exit(1);
    stage(-1, p[0][1], (char *[]){"sort", argv[1], NULL});
    stage(p[0][0], p[1][1], (char *[]){"uniq", NULL});
    stage(p[1][0], p[2][1], (char *[]){"wc", "-l", NULL});
    for (int i = 0; i < 3; i++)
        close(p[i][1]);
    close(p[0][0]);
    close(p[1][0]);
    FILE *from = fdopen(p[2][0], "r");
    if (fscanf(from, "%d", &number) != 1)
        failed = 1;
    fclose(from);
    while (wait(&status) != -1)
        failed |= status;
    if (failed)
        return 1;
    printf("%d\n", number);
    return 0;
}
