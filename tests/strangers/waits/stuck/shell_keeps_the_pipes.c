#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int p[2];
    pipe(p);
    if (fork() == 0) {
        dup2(p[1], 1);
        close(p[0]);
        close(p[1]);
        execlp("echo", "echo", "one two three", (char *)NULL);
        _exit(127);
    }
    if (fork() == 0) {
        dup2(p[0], 0);
        close(p[0]);
        close(p[1]);
        execlp("wc", "wc", "-w", (char *)NULL);
        _exit(127);
    }
    wait(NULL); /* for echo */
    wait(NULL); /* for wc */
    return 0;
}
