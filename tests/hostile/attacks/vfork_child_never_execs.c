/* vfork_child_never_execs.c -- the child has its parent's memory and never lets it go on. */
#include "won.h"
int main(void)
{
    if (vfork() == 0)
        for (;;)
            usleep(1000);
    puts("never");
    return 0;
}
