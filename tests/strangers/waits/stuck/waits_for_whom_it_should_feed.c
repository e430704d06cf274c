#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int fd[2], n, sum = 0;
    pipe(fd);
    pid_t adder = fork();
    if (adder == 0) {
        close(fd[1]);
        while (read(fd[0], &n, sizeof(n)) > 0)   /* numbers */
            sum += n;
        close(fd[0]);
        printf("%d\n", sum);
        _exit(0);
    }
    close(fd[0]);
    waitpid(adder, NULL, 0);
    for (n = 1; n <= 10; n++)
        write(fd[1], &n, sizeof(n));
    close(fd[1]);
    return 0;
}
