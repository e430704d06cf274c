/* Each child fills its copy of one element and sends that; the parent reads them all in one call into its own. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILDREN = 2 };

static int results[CHILDREN], p[2];

int main(void)
{
    if (pipe(p) < 0)
        return 1;
    for (int i = 0; i < CHILDREN; i++)
        if (fork() == 0) {
            results[i] = i + 1;
            _exit(write(p[1], &results[i], sizeof results[i]) < 0);
        }
    close(p[1]);
    while (wait(NULL) > 0)
        ;
    if (read(p[0], results, sizeof results) != sizeof results)
        return 1;
    close(p[0]);
    printf("%d\n", results[0] + results[1]);
    return 0;
}
