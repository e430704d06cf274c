/* The parent waits for the sender before it reads: what is larger than the pipe never gets through. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc != 3)
        return 1;
    FILE *in = fopen(argv[1], "r");
    if (in == NULL) {
        perror(argv[1]);
        return 1;
    }
    FILE *out = fopen(argv[2], "w");
    if (out == NULL) {
        perror(argv[2]);
        return 1;
    }
    int fd[2];
    if (pipe(fd) != 0) {
        perror("pipe");
        return 1;
    }
    int c;
    pid_t pid = fork();
    if (pid == -1) {
        perror("fork");
        return 1;
    }
    if (pid == 0) {
        close(fd[0]);
        fclose(out);
        FILE *to = fdopen(fd[1], "w");
        if (to == NULL)
            exit(1);
        while ((c = getc(in)) != EOF)
            putc(c, to);
        fclose(in);
        exit(fclose(to) == 0 ? 0 : 1);
    }
    close(fd[1]);
    fclose(in);
    int status;
    waitpid(pid, &status, 0);
    FILE *from = fdopen(fd[0], "r");
    if (from == NULL)
        return 1;
    long words = 0;
    int last = ' ';
    while ((c = getc(from)) != EOF) {
        if (!isspace(c) && isspace(last))
            words++;
        last = c;
        putc(c, out);
    }
    fclose(from);
    fclose(out);
    printf("Copied %ld words.\n", words);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
