/* limits_its_child.c -- prlimit on a child while it runs. */
#include "same.h"
int main(void)
{
    int ends[2];
    MUST(pipe(ends) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        char c;
        (void)!read(ends[0], &c, 1);
        struct rlimit now;
        getrlimit(RLIMIT_NOFILE, &now);
        _exit((int)now.rlim_cur);
    }
    struct rlimit limit = {32, 64};
    MUST(prlimit(pid, RLIMIT_NOFILE, &limit, NULL) == 0 && write(ends[1], "x", 1) == 1);
    printf("%d\n", reap(pid));
    return 0;
}
