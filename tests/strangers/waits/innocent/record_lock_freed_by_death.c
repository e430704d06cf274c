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
    struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int a = open("l", O_CREAT | O_RDWR, 0600), p[2];
    char c;
    pipe(p);
    if (!fork()) {
        fcntl(a, F_SETLKW, &l);
        close(p[0]);
        write(p[1], "x", 1);
        close(p[1]);
        usleep(600000);
        _exit(0);
    }
    close(p[1]);
    read(p[0], &c, 1);
    close(p[0]);
    fcntl(a, F_SETLKW, &l);
    close(a);
    wait(NULL);
    return 0;
}
