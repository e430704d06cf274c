/* recurses_for_ever.c -- until the stack ends. */
#include "won.h"
static int deeper(volatile int *up)
{
    volatile int here[64] = {*up + 1};
    return deeper(here) + here[0];
}
int main(void)
{
    volatile int first = 0;
    return deeper(&first);
}
