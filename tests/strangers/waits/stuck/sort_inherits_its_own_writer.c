#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int a[2], b[2];
    pipe(a);
    pipe(b);
    if (fork() == 0) {
        dup2(a[1], STDOUT_FILENO);
        close(a[0]);
        close(a[1]);
        close(b[0]);
        close(b[1]);
        execlp("printf", "printf", "b\\na\\n", (char *)NULL);
        _exit(127);
    }
    if (fork() == 0) {
        dup2(a[0], STDIN_FILENO);
        dup2(b[1], STDOUT_FILENO);
        close(a[0]);
        close(b[0]);
        close(b[1]);
        execlp("sort", "sort", (char *)NULL);
        _exit(127);
    }
    if (fork() == 0) {
        dup2(b[0], STDIN_FILENO);
        close(a[0]);
        close(a[1]);
        close(b[0]);
        close(b[1]);
        execlp("wc", "wc", "-l", (char *)NULL);
        _exit(127);
    }
    close(a[0]);
    close(a[1]);
    close(b[0]);
    close(b[1]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
