/* y29_just_full_pipe -- all has room in the pipe, whether or not somebody reads */
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
    static char block[65536];
    int p[2];
    int *n = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pipe(p);
    if (fork() == 0) {
        close(p[1]);
        *n = 8;
        while (read(p[0], block, sizeof block) > 0)
            ;
        _exit(0);
    }
    close(p[0]);
    write(p[1], block, sizeof block - 4096);
    write(p[1], block, 4096);
    printf("%d\n", *n);
    close(p[1]);
    wait(NULL);
    return 0;
}
