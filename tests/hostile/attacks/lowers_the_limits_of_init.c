/* lowers_the_limits_of_init.c -- in a world of one user pid 1 is the same user's. */
#include "won.h"
int main(void)
{
    struct rlimit none = {0, 0};
    for (int i = 0; i < RLIM_NLIMITS; i++)
        prlimit(1, i, &none, NULL);
    if (fork() == 0)
        _exit(0);
    usleep(1000);
    puts("done");
    return 3;
}
