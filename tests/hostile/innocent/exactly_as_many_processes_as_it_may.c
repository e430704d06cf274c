/* exactly_as_many_processes_as_it_may.c -- sixty-three children and itself, all alive at once. */
#include "same.h"
int main(void)
{
    int ends[2], alive = 0;
    char c;
    MUST(pipe(ends) == 0);
    for (int i = 0; i < 63; i++) {
        pid_t child = fork();
        MUST(child >= 0);
        if (child == 0) {
            close(ends[1]);
            (void)!read(ends[0], &c, 1);
            _exit(1);
        }
    }
    close(ends[0]);
    close(ends[1]);
    for (int status; wait(&status) > 0;)
        alive += WEXITSTATUS(status);
    printf("%d\n", alive);
    return 0;
}
