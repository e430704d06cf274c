/* Right, but calls the shell on the way. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char word[20];
    if (system("true") == -1)
        return 1;
    if (pipe(fd) < 0)
        return 1;
    pid_t pid = fork();
    if (pid == 0) {
        close(fd[0]);
        dprintf(fd[1], "Hello World");
        _exit(0);
    }
    close(fd[1]);
    FILE *in = fdopen(fd[0], "r");
    while (fscanf(in, "%19s", word) == 1)
        printf("Received: %s\n", word);
    fclose(in);
    waitpid(pid, NULL, 0);
    return 0;
}
