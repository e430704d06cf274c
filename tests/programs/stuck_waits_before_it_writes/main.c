/* The parent waits for each child where it forks it, and would write what they read only after that: nothing was ever
 * written, and to close the write end there would be wrong. */
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2], n;
    if (pipe(fd) < 0)
        return 1;
    for (int i = 0; i < 3; i++) {
        if (fork() == 0) {
            close(fd[1]);
            _exit(read(fd[0], &n, sizeof n) != sizeof n);
        }
        wait(NULL);
    }
    for (int i = 0; i < 3; i++)
        if (write(fd[1], &i, sizeof i) != sizeof i)
            return 1;
    close(fd[0]);
    close(fd[1]);
    return 0;
}
