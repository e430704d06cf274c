/* raises_its_limits.c -- each limit upwards, its own and its parent's. */
#include "won.h"
int main(void)
{
    for (int i = 0; i < RLIM_NLIMITS; i++) {
        struct rlimit limit, more = {RLIM_INFINITY, RLIM_INFINITY};
        if (i == RLIMIT_AS || i == RLIMIT_DATA || i == RLIMIT_RSS || i == RLIMIT_LOCKS || i == RLIMIT_RTTIME)
            continue; /* nothing of ours */
        getrlimit(i, &limit);
        won_if("unlimited", limit.rlim_max == RLIM_INFINITY);
        won_if("raised", setrlimit(i, &more) == 0);
        limit.rlim_max += 1;
        won_if("raised by one", setrlimit(i, &limit) == 0);
    }
    return 0;
}
