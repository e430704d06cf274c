/* shell_pipeline_by_hand.c -- dup2, exec, three processes: ls-like | sort | head. */
#include "same.h"
int main(void)
{
    static char *const stages[3][6] = {{"/usr/bin/printf", "%s\\n", "pear", "fig", "apple", NULL}, {"/usr/bin/sort", NULL}, {"/usr/bin/head", "-n", "2", NULL}};
    int from = -1;
    pid_t pids[3];
    for (int i = 0; i < 3; i++) {
        int ends[2] = {-1, -1};
        if (i < 2)
            MUST(pipe(ends) == 0);
        pids[i] = fork();
        if (pids[i] == 0) {
            if (from >= 0)
                dup2(from, 0);
            if (i < 2)
                dup2(ends[1], 1);
            if (from > 2)
                close(from);
            if (i < 2) {
                close(ends[0]);
                close(ends[1]);
            }
            execv(stages[i][0], stages[i]);
            _exit(127);
        }
        if (from >= 0)
            close(from);
        if (i < 2)
            close(ends[1]);
        from = ends[0];
    }
    int sum = 0;
    for (int i = 0; i < 3; i++)
        sum += reap(pids[i]);
    printf("%d\n", sum);
    return 0;
}
