#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    if (pipe(fd) < 0 || fcntl(fd[0], F_SETFL, O_NONBLOCK) < 0)
        return 1;
    if (fork() == 0) {
        close(fd[0]);
        usleep(300000);
        if (write(fd[1], "x", 1) != 1)
            _exit(1);
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    while (read(fd[0], &c, 1) != 1) /* EAGAIN each time, until the child has written */
        usleep(10000);
    close(fd[0]);
    return wait(NULL) < 0;
}
