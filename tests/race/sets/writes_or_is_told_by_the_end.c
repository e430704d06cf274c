/* writes_or_is_told_by_the_end -- the only other reader ends before or after the write: to end is no step at a pipe */
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
    pipe(p);
    signal(SIGPIPE, SIG_IGN);
    if (fork() == 0) {
        _exit(0);
    }
    close(p[0]);
    printf("%d\n", (int)write(p[1], "x", 1));
    wait(NULL);
    return 0;
}
