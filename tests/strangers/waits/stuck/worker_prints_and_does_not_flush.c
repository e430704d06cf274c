#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int go[2], done[2];
    char line[40];
    if (pipe(go) < 0 || pipe(done) < 0)
        return 1;
    if (fork() == 0) {
        close(go[1]);
        close(done[0]);
        dup2(done[1], 1);
        close(done[1]);
        FILE *in = fdopen(go[0], "r");
        printf("ready\n");
        if (fgets(line, sizeof line, in))
            printf("went\n");
        fclose(in);
        return 0;
    }
    close(go[0]);
    close(done[1]);
    FILE *in = fdopen(done[0], "r");
    if (fgets(line, sizeof line, in))
        write(go[1], "go\n", 3);
    close(go[1]);
    while (fgets(line, sizeof line, in))
        fputs(line, stdout);
    fclose(in);
    wait(NULL);
    return 0;
}
