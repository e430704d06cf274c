/* waits_down_a_long_chain.c -- thirty generations, each waits for the next. */
#include "same.h"
static int generation(int left)
{
    if (left == 0)
        return 0;
    pid_t child = fork();
    if (child == 0)
        _exit(generation(left - 1));
    return child < 0 ? 100 : 1 + reap(child);
}
int main(void)
{
    printf("%d\n", generation(30));
    return 0;
}
