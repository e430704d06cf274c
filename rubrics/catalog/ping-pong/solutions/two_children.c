/* Two children play, the parent only waits; stdio on both ends of both pipes, one line a ball. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void play(const char *name, FILE *in, FILE *out, int rounds, int first)
{
    for (int i = 1; i <= rounds; i++) {
        char line[32];
        if (!(first && i == 1) && fgets(line, sizeof line, in) == NULL)
            exit(1);
        printf("%s %d\n", name, i);
        fflush(stdout);
        fprintf(out, "%d\n", i);
        fflush(out);
    }
    if (first && rounds > 0 && fgetc(in) == EOF)
        exit(1);
    fclose(in);
    fclose(out);
    exit(0);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        exit(EXIT_FAILURE);
    int rounds = atoi(argv[1]), a[2], b[2], failed = 0;
    if (pipe(a) == -1 || pipe(b) == -1)
        exit(EXIT_FAILURE);
    for (int who = 0; who < 2; who++) {
        pid_t pid = fork();
        if (pid == -1)
            exit(EXIT_FAILURE);
        if (pid == 0) {
            int *in = who == 0 ? b : a, *out = who == 0 ? a : b;
            close(in[1]);
            close(out[0]);
            play(who == 0 ? "ping" : "pong", fdopen(in[0], "r"), fdopen(out[1], "w"), rounds, who == 0);
        }
    }
    close(a[0]), close(a[1]), close(b[0]), close(b[1]);
    for (int status; wait(&status) > 0;)
        failed |= status;
    return failed != 0;
}
