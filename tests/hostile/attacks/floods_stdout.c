/* floods_stdout.c -- writes for ever. */
#include "won.h"
int main(void)
{
    for (;;)
        puts("all work and no play");
}
