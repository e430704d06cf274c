/* ends_by_a_bad_return.c -- returns from a signal that never came. */
#include "won.h"
int main(void)
{
    __asm__ volatile("mov $15, %%eax\n\tsyscall" : : : "rax", "rcx", "r11", "memory");
    return 0;
}
