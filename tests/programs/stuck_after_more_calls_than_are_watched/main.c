#include <sys/wait.h>
#include <unistd.h>

/* The parent did write to the second pipe, once, when nobody looked any more. */
int main(void)
{
    int one[2], two[2], n;
    if (pipe(one) < 0 || pipe(two) < 0)
        return 1;
    if (fork() == 0) {
        close(one[0]);
        close(two[1]);
        for (n = 0; n < 3100; n++)
            if (write(one[1], &n, sizeof n) != sizeof n)
                _exit(1);
        close(one[1]);
        while (read(two[0], &n, sizeof n) == sizeof n)
            ;
        _exit(0);
    }
    close(one[1]);
    close(two[0]);
    while (read(one[0], &n, sizeof n) == sizeof n)
        ;
    close(one[0]);
    if (write(two[1], &n, sizeof n) != sizeof n)
        return 1;
    wait(NULL);
    close(two[1]);
    return 0;
}
