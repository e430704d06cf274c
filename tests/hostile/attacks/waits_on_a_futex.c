/* waits_on_a_futex.c -- in a call that nobody is left to end. */
#include "won.h"
int main(void)
{
    int word = 1;
    syscall(SYS_futex, &word, 0, 1, NULL, NULL, 0);
    return 0;
}
