#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int i = inotify_init1(0);
    char b[512];
    inotify_add_watch(i, ".", IN_CREATE);
    if (!fork()) {
        usleep(600000);
        close(open("new", O_CREAT | O_WRONLY, 0600));
        _exit(0);
    }
    read(i, b, sizeof b);
    close(i);
    wait(NULL);
    return 0;
}
