#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int go[2], out[2];
    char line[64], c;
    if (pipe(go) < 0 || pipe(out) < 0)
        return 1;
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            close(go[1]);
            close(out[0]);
            FILE *to = fdopen(out[1], "w");
            fprintf(to, "worker %d is ready\n", i);
            read(go[0], &c, 1);
            fprintf(to, "worker %d went\n", i);
            fclose(to);
            close(go[0]);
            _exit(0);
        }
    close(go[0]);
    close(out[1]);
    FILE *in = fdopen(out[0], "r");
    for (int i = 0; i < 3; i++)
        fgets(line, sizeof line, in);
    write(go[1], "ggg", 3);
    close(go[1]);
    while (fgets(line, sizeof line, in))
        fputs(line, stdout);
    fclose(in);
    while (wait(NULL) > 0)
        ;
    return 0;
}
