#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* the parent keeps the read end: the writer is not told that head has gone */
int main(void)
{
    int p[2];
    if (pipe(p) < 0)
        return 1;
    if (fork() == 0) {
        close(p[0]);
        for (int i = 0; i < 200000; i++)
            write(p[1], "line\n", 5);
        close(p[1]);
        _exit(0);
    }
    if (fork() == 0) {
        dup2(p[0], 0);
        close(p[0]);
        close(p[1]);
        execlp("head", "head", "-n", "2", (char *)NULL);
        _exit(127);
    }
    close(p[1]);
    wait(NULL);
    wait(NULL);
    close(p[0]);
    return 0;
}
