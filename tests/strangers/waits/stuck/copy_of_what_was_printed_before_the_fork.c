#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int a[2], b[2];
    char line[40];
    if (pipe(a) < 0 || pipe(b) < 0)
        return 1;
    FILE *out = fdopen(a[1], "w");
    fprintf(out, "first\n");
    for (int i = 0; i < 2; i++)
        if (fork() == 0) { /* with a copy of the line */
            close(b[1]);
            int from = i == 0 ? a[0] : b[0];
            if (i == 0) {
                close(a[1]);
                close(b[0]);
            } else
                close(a[0]);
            while (read(from, line, sizeof line) > 0)
                ;
            close(from);
            _exit(0);
        }
    close(a[0]);
    close(b[0]);
    fclose(out);
    wait(NULL);
    close(b[1]);
    wait(NULL);
    return 0;
}
