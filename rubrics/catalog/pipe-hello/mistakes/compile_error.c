/* The pipe is declared as fd and used as fds. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        dprintf(fds[1], "Hello\nWorld\n");
        return 0;
    }
    wait(NULL);
    return 0;
}
