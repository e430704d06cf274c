/* Each pipe is made when it is needed, so that a member never sees more than its own ends and the way home. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc < 3)
        exit(1);
    int members = atoi(argv[1]), rounds = atoi(argv[2]), home[2], next[2], status = 0;
    if (pipe(home) == -1)
        exit(1);
    int in = home[0], out = home[1];
    for (int i = members - 1; i >= 1; i--) { /* from the last member back to the second */
        if (pipe(next) == -1)
            exit(1);
        pid_t pid = fork();
        if (pid == -1)
            exit(1);
        if (pid == 0) {
            char text[16];
            close(in);
            close(next[1]);
            FILE *from = fdopen(next[0], "r"), *to = fdopen(out, "w");
            while (fgets(text, sizeof text, from) != NULL) {
                fprintf(to, "%d\n", atoi(text) + 1);
                fflush(to);
            }
            fclose(from);
            fclose(to);
            _exit(0);
        }
        close(out);
        close(next[0]);
        out = next[1];
    }
    FILE *from = fdopen(in, "r"), *to = fdopen(out, "w");
    int token = 0;
    for (int i = 0; i < rounds; i++) {
        fprintf(to, "%d\n", token + 1);
        fflush(to);
        if (fscanf(from, "%d", &token) != 1)
            exit(1);
    }
    fclose(to);
    fclose(from);
    for (int i = 1; i < members; i++)
        wait(&status);
    printf("The token is %d now.\n", token);
    return status != 0;
}
