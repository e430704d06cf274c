/* The child plays one ball and goes home: the parent's next one is not answered. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: pingpong ROUNDS\n");
        return 1;
    }
    int rounds = atoi(argv[1]);
    int down[2], up[2];
    if (pipe(down) < 0 || pipe(up) < 0) {
        perror("pipe");
        return 1;
    }
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        return 1;
    }
    if (pid == 0) {
        int i;
        close(down[1]);
        close(up[0]);
        if (read(down[0], &i, sizeof i) == sizeof i) {
            dprintf(1, "pong %d\n", i);
            close(down[0]);
            if (write(up[1], &i, sizeof i) != sizeof i)
                _exit(1);
        }
        close(up[1]);
        _exit(0);
    }
    close(down[0]);
    close(up[1]);
    for (int i = 1; i <= rounds; i++) {
        int answer;
        dprintf(1, "ping %d\n", i);
        if (write(down[1], &i, sizeof i) != sizeof i)
            break;
        if (read(up[0], &answer, sizeof answer) != sizeof answer)
            break;
    }
    close(down[1]);
    close(up[0]);
    waitpid(pid, NULL, 0);
    return 0;
}
