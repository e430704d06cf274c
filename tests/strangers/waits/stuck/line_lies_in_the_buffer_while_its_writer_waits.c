#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int p[2];
    char line[40];
    if (pipe(p) < 0)
        return 1;
    if (fork() == 0) {
        close(p[1]);
        FILE *in = fdopen(p[0], "r");
        if (fgets(line, sizeof line, in))
            fputs(line, stdout);
        fclose(in);
        return 0;
    }
    close(p[0]);
    FILE *out = fdopen(p[1], "w");
    fprintf(out, "work\n");
    wait(NULL);
    fclose(out);
    return 0;
}
