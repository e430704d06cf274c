/* y04_stops_and_is_continued -- a child stops itself, and goes on when its parent says so */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <signal.h>

static void *shared(size_t n)
{
    void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED) { perror("mmap"); exit(1); }
    return p;
}

int main(void)
{
    int *x = shared(sizeof *x), st;
    pid_t p = fork();
    if (p == 0) {
        *x = 10;
        raise(SIGSTOP);
        *x += 1;
        _exit(0);
    }
    waitpid(p, &st, WUNTRACED);
    if (WIFSTOPPED(st)) {
        *x *= 2;
        kill(p, SIGCONT);
        waitpid(p, &st, 0);
    }
    printf("%d\n", *x);
    return 0;
}
