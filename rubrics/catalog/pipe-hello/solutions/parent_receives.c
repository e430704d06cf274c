/* One child sends lines; the parent reads them through stdio. */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    if (pipe(fd) != 0)
        return 1;
    pid_t pid = fork();
    if (pid == -1)
        return 1;
    if (pid == 0) {
        close(fd[0]);
        FILE *out = fdopen(fd[1], "w");
        if (out == NULL)
            _exit(1);
        fprintf(out, "Hello\n");
        fprintf(out, "World\n");
        _exit(fclose(out) == 0 ? 0 : 1);
    }
    close(fd[1]);
    FILE *in = fdopen(fd[0], "r");
    if (in == NULL)
        return 1;
    char line[64];
    while (fgets(line, sizeof line, in) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        printf("Received: %s\n", line);
    }
    fclose(in);
    int status;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
