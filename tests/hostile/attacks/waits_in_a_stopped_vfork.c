/* waits_in_a_stopped_vfork.c -- the parent sleeps in the kernel until its child, which has stopped itself, goes on. */
#include "won.h"
int main(void)
{
    if (vfork() == 0) {
        raise(SIGSTOP);
        _exit(0);
    }
    return 0;
}
