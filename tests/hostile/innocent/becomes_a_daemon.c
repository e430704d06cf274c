/* becomes_a_daemon.c -- daemon(3): its work is done when the parent has gone. */
#include "same.h"
int main(void)
{
    int ends[2];
    char c = 0;
    MUST(pipe(ends) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        MUST(daemon(1, 1) == 0);
        (void)!write(ends[1], "d", 1);
        _exit(0);
    }
    close(ends[1]);
    int status = reap(pid);
    MUST(read(ends[0], &c, 1) == 1);
    printf("%c %d\n", c, status);
    return 0;
}
