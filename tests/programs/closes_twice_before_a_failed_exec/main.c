/* the child closes an end twice; that its program is not there, it says by its status */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    int p[2];
    if (pipe(p) < 0)
        return 1;
    if (fork() == 0) {
        close(p[0]);
        close(p[0]);
        close(p[1]);
        execlp("no-such-program", "no-such-program", (char *)NULL);
        _exit(127);
    }
    close(p[0]);
    close(p[1]);
    wait(NULL);
    return 0;
}
