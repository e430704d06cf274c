#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int p[2];
    char c;
    if (pipe(p) < 0)
        return 1;
    printf("a menu that stays in the buffer");
    if (fork() == 0) {
        printf(" and more of it");
        while (read(p[0], &c, 1) == 1)
            putchar(c);
        return 0;
    }
    close(p[0]);
    FILE *out = fdopen(p[1], "w");
    fputs("sent", out);
    fclose(out);
    wait(NULL);
    return 0;
}
