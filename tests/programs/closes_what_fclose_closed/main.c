#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    int fd[2];
    pipe(fd);
    if (fork() == 0) {
        close(fd[0]);
        FILE *out = fdopen(fd[1], "w");
        fputs("text\n", out);
        fclose(out);
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    char text[20];
    ssize_t n = read(fd[0], text, sizeof text);
    printf("%.*s", (int)n, text);
    close(fd[0]);
    wait(NULL);
    return 0;
}
