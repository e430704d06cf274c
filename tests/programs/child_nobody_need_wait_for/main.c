#include <signal.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    signal(SIGCHLD, SIG_IGN);
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        close(fd[0]);
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    int is_end = read(fd[0], &c, 1) == 0;
    close(fd[0]);
    return !is_end;
}
