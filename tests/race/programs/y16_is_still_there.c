/* y16_is_still_there -- that a process is still there says nothing of what it has done */
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *x = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    signal(SIGCHLD, SIG_IGN);
    pid_t p = fork();
    if (p == 0) {
        *x = 7;
        _exit(0);
    }
    if (kill(p, 0) == 0)
        printf("%d\n", *x);
    (void)wait(NULL);
    return 0;
}
