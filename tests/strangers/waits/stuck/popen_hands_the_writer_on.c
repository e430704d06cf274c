#include <stdio.h>
#include <unistd.h>

int main(void)
{
    int p[2];
    char line[40];
    if (pipe(p) < 0)
        return 1;
    dprintf(p[1], "through\n");
    dup2(p[0], 0);
    close(p[0]);
    FILE *in = popen("cat", "r");
    while (fgets(line, sizeof line, in))
        fputs(line, stdout);
    pclose(in);
    close(p[1]);
    return 0;
}
