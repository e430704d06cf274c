/* The first line is still in the buffer at fork(), so the child has a copy of it and prints it as well. */
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
    if (rounds > 0)
        printf("ping 1\n");
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        return 1;
    }
    if (pid == 0) {
        int i;
        close(down[1]);
        close(up[0]);
        while (read(down[0], &i, sizeof i) == sizeof i) {
            printf("pong %d\n", i);
            fflush(stdout);
            if (write(up[1], &i, sizeof i) != sizeof i)
                break;
        }
        close(down[0]);
        close(up[1]);
        _exit(0);
    }
    close(down[0]);
    close(up[1]);
    for (int i = 1; i <= rounds; i++) {
        int answer;
        if (i > 1)
            printf("ping %d\n", i);
        fflush(stdout);
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
