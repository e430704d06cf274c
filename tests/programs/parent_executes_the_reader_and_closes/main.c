/* the twin of stuck_parent_executes_the_reader */
#include <unistd.h>

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        dup2(fd[1], 1);
        close(fd[0]);
        close(fd[1]);
        execlp("echo", "echo", "words", (char *)0);
        _exit(127);
    }
    dup2(fd[0], 0);
    close(fd[0]);
    close(fd[1]);
    execlp("cat", "cat", (char *)0);
    return 127;
}
