/* Each child adds to its own copy of what malloc() gave, and of a variable of main(); the parent's stay 0. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct tally {
    int sum;
    long most;
};

static void add(int *slot, int by)
{
    *slot += by; // @part
}

int main(void)
{
    struct tally *tally = calloc(1, sizeof *tally);
    int part = 0;
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            add(&part, i + 1);
            tally->sum += i + 1; // @sum
            tally->most = i + 1; // @most
            exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d %ld %d\n", tally->sum, tally->most, part);
    free(tally);
    return 0;
}
