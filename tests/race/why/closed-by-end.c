/* closed-by-end.c -- writes into a pipe whose only reader ends without reading. Twin: a reader closes it. */
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int p[2], *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    signal(SIGPIPE, SIG_IGN);
    if (pipe(p) < 0)
        return 1;
    if (fork() == 0) {
        *shared = 1;
#ifdef TWIN
        close(p[0]);
#endif
        return 0;
    }
    close(p[0]);
    wait(NULL);
    printf("%d\n", (int)write(p[1], "x", 1));
    return 0;
}
