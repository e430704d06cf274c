#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int numbers[2], sum[2], n, total = 0;
    if (pipe(numbers) < 0 || pipe(sum) < 0)
        return 1;
    if (fork() == 0) {
        close(numbers[1]);
        close(sum[0]);
        while (read(numbers[0], &n, sizeof n) == sizeof n)
            total += n;
        _exit(write(sum[1], &total, sizeof total) != sizeof total);
    }
    close(numbers[0]);
    close(sum[1]);
    for (n = 0; n < 2000; n++)
        if (write(numbers[1], &n, sizeof n) != sizeof n)
            return 1;
    close(numbers[1]);
    if (read(sum[0], &total, sizeof total) != sizeof total)
        return 1;
    close(sum[0]);
    printf("%d\n", total);
    return wait(NULL) < 0;
}
