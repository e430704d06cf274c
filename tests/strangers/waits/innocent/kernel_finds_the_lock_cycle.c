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
    struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1};
    int f = open("l", O_CREAT | O_RDWR, 0600), p[2], q[2];
    char c;
    pipe(p);
    pipe(q);
    l.l_start = 0;
    fcntl(f, F_SETLKW, &l);
    if (!fork()) {
        l.l_start = 1;
        fcntl(f, F_SETLKW, &l);
        write(p[1], "x", 1);
        l.l_start = 0;
        fcntl(f, F_SETLKW, &l);
        _exit(0);
    }
    read(p[0], &c, 1);
    l.l_start = 1;
    fcntl(f, F_SETLKW, &l);
    l.l_type = F_UNLCK;
    l.l_start = 0;
    l.l_len = 0;
    fcntl(f, F_SETLKW, &l);
    wait(NULL);
    return 0;
}
