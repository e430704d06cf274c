/* The words arrive with one blank behind each: the copy is not exact. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc != 3)
        return 1;
    FILE *in = fopen(argv[1], "r");
    if (in == NULL)
        return 1;
    int out = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (out < 0)
        return 1;
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    pid_t pid = fork();
    if (pid == 0) {
        close(fd[1]);
        fclose(in);
        char c;
        while (read(fd[0], &c, 1) == 1)
            if (write(out, &c, 1) != 1)
                _exit(1);
        close(fd[0]);
        close(out);
        _exit(0);
    }
    close(fd[0]);
    close(out);
    char word[200];
    long words = 0;
    while (fscanf(in, "%199s", word) == 1) {
        strcat(word, " ");
        if (write(fd[1], word, strlen(word)) < 0)
            return 1;
        words++;
    }
    fclose(in);
    close(fd[1]);
    waitpid(pid, NULL, 0);
    printf("%ld\n", words);
    return 0;
}
