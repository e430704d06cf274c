#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char buf[10];
    fd_set in;
    if (pipe(fd) < 0)
        exit(1);
    if (fork() == 0) {
        close(fd[0]);
        write(fd[1], "done", 4);
        close(fd[1]);
        exit(0);
    }
    for (;;) {
        FD_ZERO(&in);
        FD_SET(fd[0], &in);
        if (select(fd[0] + 1, &in, NULL, NULL, NULL) < 0)
            break;
        if (read(fd[0], buf, sizeof buf) == 0)
            break;
    }
    close(fd[0]);
    wait(NULL);
    return 0;
}
