/* resolves_for_ever.c -- never gets to its first line: which function it means is asked for ever. */
#include "won.h"
static int real(void)
{
    return 1;
}
static void *which(void)
{
    for (volatile long i = 0;; i++)
        continue;
    return real;
}
int chosen(void) __attribute__((ifunc("which")));
int main(void)
{
    return chosen();
}
