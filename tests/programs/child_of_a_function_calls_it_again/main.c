#include <sys/wait.h>
#include <unistd.h>

/* each level is a process: that children fork where they were forked is what recursion is for */
static void level(int depth, int end)
{
    if (depth > 0 && fork() == 0) {
        level(depth - 1, end);
        close(end);
        _exit(0);
    }
    wait(NULL);
}

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    close(fd[0]);
    close(fd[1]);
    level(2, fd[1]);
    return 0;
}
