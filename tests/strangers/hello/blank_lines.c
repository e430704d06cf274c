#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        close(fd[0]);
        FILE *w = fdopen(fd[1], "w");
        fprintf(w, "Hello\nWorld\n");
        fclose(w);
        _exit(0);
    }
    close(fd[1]);
    FILE *r = fdopen(fd[0], "r");
    char *line = NULL;
    size_t room = 0;
    /* getline keeps the newline */
    while (getline(&line, &room, r) > 0)
        printf("Received: %s\n", line);
    fclose(r);
    wait(NULL);
    return 0;
}
