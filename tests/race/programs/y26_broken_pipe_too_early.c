/* y26_broken_pipe_too_early -- it closes its end first, and writes the value then */
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
    int p[2];
    int *n = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pipe(p);
    signal(SIGPIPE, SIG_IGN);
    if (fork() == 0) {
        close(p[1]);
        close(p[0]);
        *n = 4;
        _exit(0);
    }
    close(p[0]);
    while (write(p[1], "x", 1) == 1)
        sched_yield();
    printf("%d\n", *n);
    wait(NULL);
    return 0;
}
