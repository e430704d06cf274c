#include <errno.h>
#include <signal.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    signal(SIGPIPE, SIG_IGN);
    if (pipe(fd) < 0)
        return 1;
    close(fd[0]);
    int is_told = write(fd[1], "x", 1) < 0 && errno == EPIPE;
    close(fd[1]);
    return !is_told;
}
