/* closes_everything_and_burns.c -- no descriptor is left by which to reach it. */
#include "won.h"
int main(void)
{
    syscall(436 /* close_range */, 0, ~0U, 0);
    for (volatile int i = 0;; i++)
        ;
}
