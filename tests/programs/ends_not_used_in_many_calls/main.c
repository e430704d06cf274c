#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each keeps an end that it never uses, and makes many calls, but no more than are watched. */
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
        close(numbers[0]);
        printf("%d\n", total);
        return 0;
    }
    close(sum[0]);
    close(sum[1]);
    for (n = 0; n < 900; n++)
        if (write(numbers[1], &n, sizeof n) != sizeof n)
            return 1;
    close(numbers[1]);
    return wait(NULL) < 0;
}
