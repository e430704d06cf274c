/* Both ends are closed at their place, and both again at the end: 3, 4, 3, 4 is no loop over numbers. */
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        char c;
        close(fd[1]);
        while (read(fd[0], &c, 1) == 1)
            continue;
        close(fd[0]);
        _exit(0);
    }
    close(fd[0]);
    if (write(fd[1], "abc", 3) != 3)
        return 1;
    close(fd[1]);
    wait(NULL);
    close(fd[0]);
    close(fd[1]);
    return 0;
}
