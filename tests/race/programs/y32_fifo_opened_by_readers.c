/* y32_fifo_opened_by_readers -- nobody opens it to write */
#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    char byte = 0;
    mkfifo("door", 0600);
    if (fork() == 0) {
        int fd = open("door", O_RDONLY);
        read(fd, &byte, 1);
        printf("%c\n", byte);
        return 0;
    }
    int fd = open("door", O_RDONLY | O_NONBLOCK);
    write(fd, "x", 1);
    wait(NULL);
    close(fd);
    unlink("door");
    return 0;
}
