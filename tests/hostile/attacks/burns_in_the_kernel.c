/* burns_in_the_kernel.c -- spends its time in system calls. */
#include "won.h"
int main(void)
{
    for (;;)
        syscall(SYS_getppid);
}
