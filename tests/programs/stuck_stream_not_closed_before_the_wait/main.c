#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    int p[2];
    pipe(p);
    if (fork() == 0) {
        char line[80];
        close(p[1]);
        FILE *in = fdopen(p[0], "r");
        while (fgets(line, sizeof line, in))
            printf("got %s", line);
        fclose(in);
        exit(0);
    }
    close(p[0]);
    FILE *out = fdopen(p[1], "w");
    for (int i = 0; i < 3; i++)
        fprintf(out, "line %d\n", i);
    fflush(out);
    wait(NULL);
    fclose(out);
    return 0;
}
