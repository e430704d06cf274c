#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    pipe(fd);
    dup2(fd[1], 200);
    close(fd[1]);
    if (fork() == 0) {
        while (read(fd[0], &c, 1) == 1)
            write(1, &c, 1);
        close(fd[0]);
        _exit(0);
    }
    close(fd[0]);
    write(200, "far away\n", 9);
    close(200);
    wait(NULL);
    return 0;
}
