/* dies_of_its_breakpoint.c -- int3 without a handler. */
#include "same.h"
int main(void)
{
    puts("before");
    fflush(stdout);
    __asm__ volatile("int3");
    puts("after");
    return 0;
}
