/* y28_fifo_opened_to_write -- who opens a FIFO to write comes after what its reader did before it came */
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
    int *n = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    mkfifo("door", 0600);
    if (fork() == 0) {
        *n = 11;
        int fd = open("door", O_RDONLY);
        close(fd);
        _exit(0);
    }
    int fd = open("door", O_WRONLY);
    printf("%d\n", *n);
    close(fd);
    wait(NULL);
    unlink("door");
    return 0;
}
