/* fclose() closes the copy that dup() made, close() the end itself: each once */
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
        FILE *out = fdopen(dup(fd[1]), "w");
        fputs("text\n", out);
        fclose(out);
        write(fd[1], "more\n", 5);
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    char text[20];
    for (ssize_t n; (n = read(fd[0], text, sizeof text)) > 0;)
        printf("%.*s", (int)n, text);
    close(fd[0]);
    wait(NULL);
    return 0;
}
