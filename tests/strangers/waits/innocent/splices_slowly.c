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
    int a[2];
    pipe(a);
    if (!fork()) {
        close(a[0]);
        usleep(500000);
        write(a[1], "tea", 3);
        close(a[1]);
        _exit(0);
    }
    close(a[1]);
    int o = open("out", O_CREAT | O_WRONLY, 0600);
    while (splice(a[0], NULL, o, NULL, 99, 0) > 0)
        ;
    close(o);
    close(a[0]);
    wait(NULL);
    return 0;
}
