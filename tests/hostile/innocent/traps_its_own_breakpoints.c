/* traps_its_own_breakpoints.c -- int3 and single steps with a handler. */
#include "same.h"
static volatile sig_atomic_t traps;
static void trap(int number)
{
    traps += number == SIGTRAP;
}
int main(void)
{
    signal(SIGTRAP, trap);
    __asm__ volatile("int3");
    raise(SIGTRAP);
    __asm__ volatile("int3");
    printf("%d\n", traps);
    return 0;
}
