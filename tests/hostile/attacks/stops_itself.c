/* stops_itself.c -- SIGSTOP to itself, and nobody continues it. */
#include "won.h"
int main(void)
{
    raise(SIGSTOP);
    puts("continued");
    return 0;
}
