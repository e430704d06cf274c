/* The parent starts everybody: a generator, then a filter for each prime that comes out of the last pipe. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int start(int in, int prime, int limit)
{
    int fd[2], n;
    if (pipe(fd) == -1)
        exit(1);
    switch (fork()) {
    case -1:
        exit(1);
    case 0:
        close(fd[0]);
        if (prime == 0) {
            for (n = 2; n <= limit; n++)
                if (write(fd[1], &n, sizeof n) == -1)
                    _exit(1);
        } else {
            while (read(in, &n, sizeof n) > 0)
                if (n % prime != 0 && write(fd[1], &n, sizeof n) == -1)
                    _exit(1);
            close(in);
        }
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    if (prime != 0)
        close(in);
    return fd[0];
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 1;
    int in = start(-1, 0, atoi(argv[1])), prime;
    while (read(in, &prime, sizeof prime) > 0) {
        printf("%d\n", prime);
        fflush(stdout);
        in = start(in, prime, 0);
    }
    close(in);
    while (wait(NULL) > 0)
        ;
    return 0;
}
