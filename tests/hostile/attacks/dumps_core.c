/* dumps_core.c -- with all that could make one. */
#include "won.h"
#include <sys/prctl.h>
int main(void)
{
    struct rlimit most = {RLIM_INFINITY, RLIM_INFINITY};
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    setrlimit(RLIMIT_CORE, &most);
    *(volatile int *)0 = 1;
    return 0;
}
