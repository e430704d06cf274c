/* Right, with a variable that nobody needs. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    int answer = 42;
    if (pipe(fd) < 0)
        return 1;
    pid_t pid = fork();
    if (pid == 0) {
        close(fd[0]);
        dprintf(fd[1], "Hello\nWorld\n");
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    FILE *in = fdopen(fd[0], "r");
    char line[50];
    while (fgets(line, sizeof line, in))
        printf("Received: %s", line);
    fclose(in);
    waitpid(pid, NULL, 0);
    return 0;
}
