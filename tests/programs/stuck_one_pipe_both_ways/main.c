#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c = 'q';
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        poll(NULL, 0, 100);
        if (read(fd[0], &c, 1) == 1) /* the question, which its sender has taken back */
            _exit(write(fd[1], &c, 1) != 1);
        _exit(1);
    }
    if (write(fd[1], &c, 1) != 1 || read(fd[0], &c, 1) != 1)
        return 1;
    close(fd[0]);
    close(fd[1]);
    return wait(NULL) < 0;
}
