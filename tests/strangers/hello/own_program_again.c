/* The receiver is this program started once more, with the pipe as its standard input. */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int receiver(void)
{
    char line[80];
    while (fgets(line, sizeof line, stdin)) printf("Received: %s", line);
    return 0;
}

int main(int argc, char *argv[])
{
    if (argc == 2 && strcmp(argv[1], "receive") == 0) return receiver();
    int p[2], status;
    if (pipe(p) != 0) return 1;
    pid_t kid = fork();
    if (kid == 0) {
        dup2(p[0], 0);
        close(p[0]);
        close(p[1]);
        execl("/proc/self/exe", argv[0], "receive", (char *) NULL);
        perror("execl");
        _exit(127);
    }
    close(p[0]);
    if (write(p[1], "Hello\n", 6) != 6 || write(p[1], "World\n", 6) != 6) perror("write");
    close(p[1]);
    if (waitpid(kid, &status, 0) != kid) return 1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
