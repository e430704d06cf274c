#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

/* A byte in a pipe is a lock. */
int main(void)
{
    int fd[2];
    char c = 't';
    if (pipe(fd) < 0 || write(fd[1], &c, 1) != 1)
        return 1;
    for (int i = 1; i <= 3; i++)
        if (fork() == 0) {
            poll(NULL, 0, 100 * i);
            if (read(fd[0], &c, 1) != 1)
                _exit(1);
            if (i != 2 && write(fd[1], &c, 1) != 1) /* the second ends with the lock */
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
