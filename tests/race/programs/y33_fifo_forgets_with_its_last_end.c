/* y33_fifo_forgets_with_its_last_end -- what was not read goes with the last end, which is the child's */
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
    int closed[2], done[2], fd, status;
    char byte, text[3] = "";
    pipe(closed);
    pipe(done);
    mkfifo("door", 0600);
    if (fork() == 0) {
        for (int i = 0; i < 2; i++) {
            fd = open("door", O_RDONLY);
            read(fd, text + i, 1);
            read(closed[0], &byte, 1);
            close(fd);
            write(done[1], "d", 1);
        }
        puts(text);
        return text[0] != 'a' || text[1] != 'c';
    }
    for (int i = 0; i < 2; i++) {
        int fd = open("door", O_WRONLY);
        write(fd, i == 0 ? "ab" : "cd", 2);
        close(fd);
        write(closed[1], "c", 1);
        read(done[0], &byte, 1);
    }
    wait(&status);
    unlink("door");
    return WEXITSTATUS(status);
}
