#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int a[2], b[2];
    char c;
    pipe(a);
    for (int i = 0; i < 3; i++) {
        pipe(b);
        if (!fork()) {
            close(a[1]);
            close(b[0]);
            read(a[0], &c, 1);
            usleep(250000);
            write(b[1], "n", 1);
            close(a[0]);
            close(b[1]);
            _exit(0);
        }
        close(a[0]);
        close(b[1]);
        if (!i)
            write(a[1], "n", 1), close(a[1]);
        a[0] = b[0];
        a[1] = -1;
        if (i < 2) {
            int f = b[0];
            a[0] = f;
            a[1] = open("/dev/null", O_WRONLY);
        }
    }
    read(a[0], &c, 1);
    close(a[0]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
