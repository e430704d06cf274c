#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void sieve(int in[2])
{
    int prime, n, out[2], started = 0;
    if (read(in[0], &prime, sizeof prime) != sizeof prime)
        _exit(0);
    printf("%d\n", prime);
    fflush(stdout);
    while (read(in[0], &n, sizeof n) == sizeof n)
        if (n % prime) {
            if (!started) {
                pipe(out);
                if (fork() == 0)
                    sieve(out);
                started = 1;
            }
            write(out[1], &n, sizeof n);
        }
    if (started)
        close(out[1]);
    wait(NULL);
    _exit(0);
}

int main(void)
{
    int first[2], n;
    pipe(first);
    if (fork() == 0)
        sieve(first);
    close(first[0]);
    for (n = 2; n <= 5; n++)
        write(first[1], &n, sizeof n);
    close(first[1]);
    wait(NULL); /* all */
    return 0;
}
