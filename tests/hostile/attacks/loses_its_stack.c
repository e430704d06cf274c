/* loses_its_stack.c -- a signal comes when there is no stack for it. */
#include "won.h"
static void handler(int number)
{
    (void)number;
}
int main(void)
{
    signal(SIGALRM, handler);
    __asm__ volatile("mov $8, %%rsp\n\tmov $39, %%eax\n\tsyscall\n\tmov $0, %%rax\n\tpush %%rax" : : : "memory");
    return 0;
}
