#include <sys/wait.h>
#include <unistd.h>

/* The first child needs the write end until it has forked; the second forks, too, but nobody uses what it hands on. */
int main(void)
{
    int fd[2];
    char c = 'x';
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        close(fd[0]);
        if (fork() == 0) {
            c = write(fd[1], &c, 1) != 1;
            close(fd[1]);
            _exit(c);
        }
        _exit(wait(NULL) < 0);
    }
    wait(NULL);
    if (fork() == 0) {
        close(fd[0]);
        if (fork() == 0) {
            close(fd[1]);
            _exit(0);
        }
        _exit(wait(NULL) < 0);
    }
    close(fd[1]);
    if (read(fd[0], &c, 1) != 1)
        return 1;
    close(fd[0]);
    return wait(NULL) < 0;
}
