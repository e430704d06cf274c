/* Two stages: counts all lines, not the different ones. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t must_fork(void)
{
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        exit(1);
    }
    return pid;
}

static int succeeded(pid_t pid)
{
    int status;
    return waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int main(int argc, char **argv)
{
    int a[2];
    if (argc != 2) {
        fprintf(stderr, "usage: distinct FILE\n");
        return 1;
    }
    if (pipe(a) < 0) {
        perror("pipe");
        return 1;
    }
    pid_t sort = must_fork();
    if (sort == 0) {
        dup2(a[1], STDOUT_FILENO);
        close(a[0]);
        close(a[1]);
        execlp("sort", "sort", argv[1], (char *)NULL);
        perror("sort");
        _exit(127);
    }
    pid_t wc = must_fork();
    if (wc == 0) {
        dup2(a[0], STDIN_FILENO);
        close(a[0]);
        close(a[1]);
        execlp("wc", "wc", "-l", (char *)NULL);
        perror("wc");
        _exit(127);
    }
    close(a[0]);
    close(a[1]);
    int right = succeeded(sort);
    right &= succeeded(wc);
    return right ? 0 : 1;
}
