/* calls_as_i386.c -- int 0x80: the numbers of another table. */
#include "won.h"
int main(void)
{
    long result = 20; /* getpid there, writev here */
    __asm__ volatile("int $0x80" : "+a"(result) : : "memory");
    must_fail("getpid", result == getpid() ? 0 : -1);
    return 0;
}
