#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main()
{
    int fds[2];
    if (pipe(fds)) { perror("pipe"); exit(1); }
    pid_t pid = fork();
    if (pid < 0) { perror("fork"); exit(1); }
    if (!pid) {
        close(fds[0]);
        dprintf(fds[1], "%s\n", "Hello");
        dprintf(fds[1], "%s\n", "World");
        exit(0);
    }
    close(fds[1]);
    FILE *in = fdopen(fds[0], "r");
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    while ((n = getline(&line, &cap, in)) > 0)
        printf("Received: %s", line);
    free(line);
    fclose(in);
    wait(NULL);
    return 0;
}
