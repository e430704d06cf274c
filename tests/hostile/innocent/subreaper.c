/* subreaper.c -- orphans of its grandchild come to it; parent-death signals arrive. */
#include "same.h"
#include <sys/prctl.h>
int main(void)
{
    int ends[2];
    char c;
    MUST(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0 && pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        if (fork() == 0) {
            prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
            (void)!write(ends[1], "x", 1);
            for (;;)
                pause();
        }
        (void)!read(ends[0], &c, 1);
        _exit(0);
    }
    int a = reap(child), status;
    MUST(wait(&status) > 0 && WIFSIGNALED(status));
    printf("%d %d\n", a, WTERMSIG(status));
    return 0;
}
