/* calls_as_x32.c -- bit 30 of the number. */
#include "won.h"
int main(void)
{
    must_fail("getpid", syscall(0x40000000L | SYS_getpid));
    return 0;
}
