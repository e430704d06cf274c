#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        close(fd[0]);
        for (int i = 3; i < 64; i++) /* whatever is open, and most is not */
            close(i);
        _exit(0);
    }
    close(fd[0]);
    close(fd[1]);
    return wait(NULL) < 0;
}
