/* The first argument is the descriptor, not one more. */
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    fd_set wanted;
    pipe(fd);
    if (fork() == 0) {
        close(fd[0]);
        write(fd[1], "x", 1);
        _exit(0);
    }
    close(fd[1]);
    FD_ZERO(&wanted);
    FD_SET(fd[0], &wanted);
    select(fd[0], &wanted, NULL, NULL, NULL);
    read(fd[0], &c, 1);
    return wait(NULL) < 0;
}
