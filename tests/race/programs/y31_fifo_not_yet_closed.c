/* y31_fifo_not_yet_closed -- the second message may come to who still reads the first, and then none comes to who opens it again */
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
    int done[2], told = 0, status;
    char byte;
    pipe(done);
    mkfifo("door", 0600);
    if (fork() == 0) {
        for (int i = 0; i < 2; i++) {
            int fd = open("door", O_RDONLY);
            while (read(fd, &byte, 1) == 1)
                told++;
            close(fd);
            write(done[1], "d", 1);
        }
        _exit(told);
    }
    for (int i = 0; i < 2; i++) {
        int fd = open("door", O_WRONLY);
        write(fd, "x", 1);
        close(fd);
    }
    wait(&status);
    unlink("door");
    printf("%d\n", WEXITSTATUS(status));
    return 0;
}
