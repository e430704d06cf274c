#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int to[2], from[2], n;
    if (pipe(to) < 0 || pipe(from) < 0)
        return 1;
    if (fork() == 0) {
        close(to[1]);
        close(from[0]);
        while (read(to[0], &n, sizeof n) == sizeof n)
            if (write(from[1], &n, sizeof n) < 0)
                _exit(1);
        _exit(0);
    }
    close(to[0]);
    close(from[1]);
    for (n = 0; n < 50000; n++) /* more than both pipes hold, and only then the answers */
        if (write(to[1], &n, sizeof n) < 0)
            return 1;
    close(to[1]);
    while (read(from[0], &n, sizeof n) == sizeof n)
        continue;
    return wait(NULL) < 0;
}
