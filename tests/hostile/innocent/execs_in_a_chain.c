/* execs_in_a_chain.c -- the same process as a hundred programs. */
#include "same.h"
int main(int argc, char **argv)
{
    char next[12];
    int n = argc > 1 ? atoi(argv[1]) : 0;
    if (n == 100) {
        printf("%d\n", n);
        return 0;
    }
    snprintf(next, sizeof next, "%d", n + 1);
    execl(argv[0], argv[0], next, NULL);
    return 1;
}
