#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c = 'x';
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        while (read(fd[0], &c, 1) == 1)
            ;
        _exit(0);
    }
    if (fork() == 0) {
        close(fd[0]);
        write(fd[1], &c, 1);
        close(fd[1]);
        _exit(0);
    }
    close(fd[0]);
    while (wait(NULL) > 0) /* the writer needs the copy that the reader got, too: each must close its own */
        ;
    return 0;
}
