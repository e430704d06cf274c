#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2], status, i;
    static char page[4096];
    long total = 0;
    ssize_t n;
    pid_t pid;
    pipe(fd);
    pid = fork();
    if (pid == 0) {
        close(fd[0]);
        for (i = 0; i < 256; i++)
            write(fd[1], page, sizeof page);
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    waitpid(pid, &status, 0);
    while ((n = read(fd[0], page, sizeof page)) > 0)
        total += n;
    close(fd[0]);
    printf("%ld\n", total);
    return 0;
}
