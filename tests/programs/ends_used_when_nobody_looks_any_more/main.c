#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* The child answers after more calls than are watched; the parent's own pipe is read after 1200 writes to it. */
int main(void)
{
    int numbers[2], sum[2], own[2], n, total = 0;
    if (pipe(numbers) < 0 || pipe(sum) < 0)
        return 1;
    if (fork() == 0) {
        close(numbers[1]);
        close(sum[0]);
        while (read(numbers[0], &n, sizeof n) == sizeof n)
            total += n;
        close(numbers[0]);
        _exit(write(sum[1], &total, sizeof total) != sizeof total);
    }
    close(numbers[0]);
    close(sum[1]);
    for (n = 0; n < 3100; n++)
        if (write(numbers[1], &n, sizeof n) != sizeof n)
            return 1;
    close(numbers[1]);
    if (read(sum[0], &total, sizeof total) != sizeof total)
        return 1;
    close(sum[0]);
    printf("%d\n", total);
    fflush(stdout);
    if (wait(NULL) < 0)
        return 1;
    if (fork() == 0) {
        if (pipe(own) < 0)
            _exit(1);
        for (n = 0; n < 1200; n++)
            if (write(own[1], &n, sizeof n) != sizeof n)
                _exit(1);
        _exit(read(own[0], &n, sizeof n) != sizeof n);
    }
    return wait(NULL) < 0;
}
