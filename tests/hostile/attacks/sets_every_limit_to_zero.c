/* sets_every_limit_to_zero.c -- lives on with nothing, and burns. */
#include "won.h"
int main(void)
{
    struct rlimit none = {0, 0};
    for (int i = 0; i < RLIM_NLIMITS; i++)
        if (i != RLIMIT_CPU)
            setrlimit(i, &none);
    must_fail("fork", fork());
    must_fail("open", open("/work/x", O_CREAT | O_WRONLY, 0600));
    for (volatile long i = 0;; i++)
        continue;
}
