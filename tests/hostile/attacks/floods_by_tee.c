/* floods_by_tee.c -- copies a full pipe to stdout without end, without a byte of its own. */
#include "won.h"
int main(void)
{
    int p[2];
    static char b[65536];
    pipe(p);
    (void)!write(p[1], b, sizeof b);
    while (tee(p[0], 1, sizeof b, 0) > 0)
        ;
    return 3;
}
