/* Waits, but does not look at how the stages ended. */
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
    int a[2], b[2];
    if (argc != 2) {
        fprintf(stderr, "usage: distinct FILE\n");
        return 1;
    }
    if (pipe(a) < 0 || pipe(b) < 0) {
        perror("pipe");
        return 1;
    }
    pid_t sort = must_fork();
    if (sort == 0) {
        dup2(a[1], STDOUT_FILENO);
        close(a[0]);
        close(a[1]);
        close(b[0]);
        close(b[1]);
        execlp("sort", "sort", argv[1], (char *)NULL);
        perror("sort");
        _exit(127);
    }
    pid_t uniq = must_fork();
    if (uniq == 0) {
        dup2(a[0], STDIN_FILENO);
        dup2(b[1], STDOUT_FILENO);
        close(a[0]);
        close(a[1]);
        close(b[0]);
        close(b[1]);
        execlp("uniq", "uniq", (char *)NULL);
        perror("uniq");
        _exit(127);
    }
    pid_t wc = must_fork();
    if (wc == 0) {
        dup2(b[0], STDIN_FILENO);
        close(a[0]);
        close(a[1]);
        close(b[0]);
        close(b[1]);
        execlp("wc", "wc", "-l", (char *)NULL);
        perror("wc");
        _exit(127);
    }
    close(a[0]);
    close(a[1]);
    close(b[0]);
    close(b[1]);
    int right = succeeded(sort);
    right &= succeeded(uniq);
    right &= succeeded(wc);
    (void)right;
    return 0;
}
