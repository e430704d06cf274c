#include <poll.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int work[2], result[2][2], n;
    struct pollfd from[2];
    pipe(work);
    for (int i = 0; i < 2; i++) {
        pipe(result[i]);
        if (fork() == 0) {
            close(work[1]);
            for (int j = 0; j <= i; j++)
                close(result[j][0]);
            while (read(work[0], &n, sizeof n) == sizeof n) {
                n *= n;
                write(result[i][1], &n, sizeof n);
            }
            close(work[0]);
            close(result[i][1]);
            _exit(0);
        }
        close(result[i][1]);
        from[i].fd = result[i][0];
        from[i].events = POLLIN;
    }
    close(work[0]);
    poll(from, 2, -1);
    for (n = 1; n < 5; n++)
        write(work[1], &n, sizeof n);
    close(work[1]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
