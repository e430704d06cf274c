#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void receive(int from)
{
    char c;
    while (read(from, &c, 1) > 0)
        continue;
}

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0)
        _exit(0);
    if (fork() == 0) {
        receive(fd[0]);
        _exit(0);
    }
    dup(fd[1]);
    wait(NULL);
    wait(NULL);
    return 0;
}
