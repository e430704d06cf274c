#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    int fd[2];
    pipe(fd);
    pid_t pid = fork();
    if (pid == 0) {
        close(fd[0]);
        FILE *out = fdopen(fd[1], "w");
        fprintf(out, "%d\n", 42);
        exit(0); /* flushes, and ends */
    }
    close(fd[1]);
    FILE *in = fdopen(fd[0], "r");
    int n = 0;
    fscanf(in, "%d", &n);
    printf("%d\n", n);
    waitpid(pid, NULL, 0);
    return 0;
}
