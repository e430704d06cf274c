/* floods_stderr.c -- complains for ever. */
#include "won.h"
int main(void)
{
    for (;;)
        fputs("all work and no play\n", stderr);
}
