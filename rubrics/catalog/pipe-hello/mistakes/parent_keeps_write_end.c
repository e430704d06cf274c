/* Hangs: the parent closes nothing before it waits, so the receiver never sees the end. What arrived is printed at once. */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    if (pipe(fd) == -1)
        return 1;
    pid_t writer = fork();
    if (writer == 0) {
        close(fd[0]);
        dprintf(fd[1], "Hello\n");
        dprintf(fd[1], "World\n");
        close(fd[1]);
        _exit(0);
    }
    pid_t reader = fork();
    if (reader == 0) {
        close(fd[1]);
        char line[100];
        size_t n = 0;
        char c;
        while (read(fd[0], &c, 1) == 1) {
            if (c != '\n' && n < sizeof line - 1) {
                line[n++] = c;
                continue;
            }
            line[n] = '\0';
            dprintf(1, "Received: %s\n", line);
            n = 0;
        }
        close(fd[0]);
        _exit(0);
    }
    waitpid(writer, NULL, 0);
    waitpid(reader, NULL, 0);
    close(fd[0]);
    close(fd[1]);
    return 0;
}
