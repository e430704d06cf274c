#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* One number for two workers: which of them gets it and writes is chance, and what is said of the other must not be. */
int main(void)
{
    int work[2], done[2], n, sum = 0;
    if (pipe(work) < 0 || pipe(done) < 0)
        return 1;
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            close(work[1]);
            close(done[0]);
            while (read(work[0], &n, sizeof n) == sizeof n) {
                n *= n;
                write(done[1], &n, sizeof n);
            }
            _exit(0);
        }
    close(work[0]);
    close(done[1]);
    for (int i = 1; i < 2; i++)
        write(work[1], &i, sizeof i);
    while (read(done[0], &n, sizeof n) == sizeof n)
        sum += n;
    close(work[1]);
    printf("%d\n", sum);
    return wait(NULL) < 0;
}
