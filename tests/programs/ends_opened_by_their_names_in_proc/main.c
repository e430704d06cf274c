#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* cat <(...), as a shell does it: the first child's cat opens the end by its name. The second's opens a file. */
int main(void)
{
    int fd[2];
    char name[40];
    if (pipe(fd) < 0 || write(fd[1], "hello\n", 6) != 6)
        return 1;
    close(fd[1]);
    if (fork() == 0) {
        snprintf(name, sizeof name, "/dev/fd/%d", fd[0]);
        execlp("cat", "cat", name, (char *)NULL);
        _exit(127);
    }
    wait(NULL);
    if (fork() == 0) {
        execlp("cat", "cat", "/dev/null", (char *)NULL);
        _exit(127);
    }
    close(fd[0]);
    return wait(NULL) < 0;
}
