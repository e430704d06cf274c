/* y30_pipe_of_two_as_a_lock -- there is room for two pages */
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
    static char page[4096];
    int p[2];
    int *n = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pipe(p);
    fcntl(p[1], F_SETPIPE_SZ, 8192);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            write(p[1], page, sizeof page);
            ++*n;
            read(p[0], page, sizeof page);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d\n", *n);
    return 0;
}
