#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int a[2], b[2];
    char c;
    struct timespec nap = {0, 20000000};
    pipe(a);
    pipe(b);
    if (fork() == 0) {
        close(a[1]);
        close(b[0]);
        read(a[0], &c, 1); /* first */
        write(b[1], "1", 1);
        _exit(0);
    }
    if (fork() == 0) {
        close(a[0]);
        close(b[1]);
        read(b[0], &c, 1); /* second */
        write(a[1], "2", 1);
        _exit(0);
    }
    close(a[0]);
    close(a[1]);
    close(b[0]);
    close(b[1]);
    for (int i = 0; i < 15; i++) {
        printf("%d still working\n", i);
        nanosleep(&nap, NULL);
    }
    while (wait(NULL) > 0)
        ;
    return 0;
}
