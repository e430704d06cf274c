#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char line[80];
    pid_t pid;

    if (pipe(fd) == -1)
        return 1;
    pid = fork();
    if (pid == 0) {
        FILE *in = fdopen(fd[0], "r");
        while (fgets(line, sizeof line, in))
            printf("child got %s", line);
        fclose(in);
        return 0;
    }
    close(fd[0]);
    dprintf(fd[1], "first\nsecond\n");
    close(fd[1]);
    waitpid(pid, NULL, 0);
    return 0;
}
