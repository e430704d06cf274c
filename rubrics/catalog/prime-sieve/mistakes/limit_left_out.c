/* The generator stops before the limit. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    _exit(1);
}

static void filter(int in)
{
    int prime, n, out = -1;
    if (read(in, &prime, sizeof prime) != sizeof prime) {
        close(in);
        return;
    }
    dprintf(1, "%d\n", prime);
    while (read(in, &n, sizeof n) == sizeof n) {
        if (n % prime == 0)
            continue;
        if (out == -1) {
            int fd[2];
            if (pipe(fd) < 0)
                die("pipe");
            pid_t pid = fork();
            if (pid < 0)
                die("fork");
            if (pid == 0) {
                close(fd[1]);
                close(in);
                filter(fd[0]);
                _exit(0);
            }
            close(fd[0]);
            out = fd[1];
        }
        if (write(out, &n, sizeof n) != sizeof n)
            die("write");
    }
    close(in);
    if (out != -1) {
        close(out);
        wait(NULL);
    }
}

int main(int argc, char **argv)
{
    int fd[2];
    if (argc != 2) {
        fprintf(stderr, "usage: sieve LIMIT\n");
        return 1;
    }
    int limit = atoi(argv[1]);
    if (pipe(fd) < 0)
        die("pipe");
    pid_t pid = fork();
    if (pid < 0)
        die("fork");
    if (pid == 0) {
        close(fd[1]);
        filter(fd[0]);
        _exit(0);
    }
    close(fd[0]);
    for (int n = 2; n < limit; n++)
        if (write(fd[1], &n, sizeof n) != sizeof n)
            die("write");
    close(fd[1]);
    wait(NULL);
    return 0;
}
