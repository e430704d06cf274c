#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    mkfifo("f", 0600);
    char c;
    if (!fork()) {
        usleep(600000);
        int w = open("f", O_WRONLY);
        write(w, "x", 1);
        close(w);
        _exit(0);
    }
    int r = open("f", O_RDONLY);
    read(r, &c, 1);
    close(r);
    wait(NULL);
    unlink("f");
    return 0;
}
