#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int to[2], from[2];
    char line[100];
    pipe(to);
    pipe(from);
    if (fork() == 0) {
        dup2(to[0], STDIN_FILENO);
        dup2(from[1], STDOUT_FILENO);
        close(to[0]);
        close(to[1]);
        close(from[0]);
        close(from[1]);
        execlp("cat", "cat", NULL);
        _exit(127);
    }
    close(to[0]);
    close(from[1]);
    FILE *out = fdopen(to[1], "w"), *in = fdopen(from[0], "r");
    fprintf(out, "2 + 2\n");
    if (fgets(line, sizeof line, in))
        fputs(line, stdout);
    fclose(out);
    fclose(in);
    wait(NULL);
    return 0;
}
