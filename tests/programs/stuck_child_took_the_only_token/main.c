#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

/* Is the byte a token that the first child does not put back, or a job, and both keep a write end? No call says. */
int main(void)
{
    int fd[2];
    char c = 't';
    if (pipe(fd) < 0 || write(fd[1], &c, 1) != 1)
        return 1;
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            poll(NULL, 0, 100 * i);
            if (read(fd[0], &c, 1) != 1)
                _exit(1);
            close(fd[0]);
            close(fd[1]);
            _exit(0);
        }
    close(fd[0]);
    close(fd[1]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
