#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int req[2], ans[2], x, y, i;
    pipe(req);
    pipe(ans);
    if (!fork()) {
        close(req[1]);
        close(ans[0]);
        while (read(req[0], &x, sizeof x) == sizeof x)
            if (x % 2 == 0) {
                x /= 2;
                write(ans[1], &x, sizeof x);
            }
        close(req[0]);
        close(ans[1]);
        _exit(0);
    }
    close(req[0]);
    close(ans[1]);
    for (i = 2; i < 6; i++) {
        write(req[1], &i, sizeof i);
        read(ans[0], &y, sizeof y);
        printf("%d -> %d\n", i, y);
    }
    close(req[1]);
    close(ans[0]);
    wait(NULL);
    return 0;
}
