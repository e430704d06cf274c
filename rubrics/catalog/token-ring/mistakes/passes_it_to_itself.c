/* The parent writes into its own pipe: the others never see the token. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 32 };

static void close_all_but(int pipes[][2], int members, int in, int out)
{
    for (int i = 0; i < members; i++) {
        if (i != in)
            close(pipes[i][0]);
        if (i != out)
            close(pipes[i][1]);
    }
}

static void member(int in, int out)
{
    int token;
    while (read(in, &token, sizeof token) == sizeof token) {
        token++;
        if (write(out, &token, sizeof token) != sizeof token)
            exit(1);
    }
    close(in);
    close(out);
}

int main(int argc, char **argv)
{
    int members = argc == 3 ? atoi(argv[1]) : 0;
    if (members < 1 || members > MOST) {
        fprintf(stderr, "usage: ring MEMBERS ROUNDS\n");
        return 1;
    }
    int rounds = atoi(argv[2]), pipes[MOST][2], token = 0;
    for (int i = 0; i < members; i++)
        if (pipe(pipes[i]) < 0) {
            perror("pipe");
            return 1;
        }
    for (int i = 1; i < members; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0) {
            close_all_but(pipes, members, i, (i + 1) % members);
            member(pipes[i][0], pipes[(i + 1) % members][1]);
            exit(0);
        }
    }
    int in = pipes[0][0], out = pipes[0][1];
    close_all_but(pipes, members, 0, 0);
    for (int i = 0; i < rounds; i++) {
        token++;
        if (write(out, &token, sizeof token) != sizeof token || read(in, &token, sizeof token) != sizeof token)
            return 1;
    }
    close(out);
    close(in);
    for (int i = 1; i < members; i++)
        wait(NULL);
    printf("token %d\n", token);
    return 0;
}
