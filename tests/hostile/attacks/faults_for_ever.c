/* faults_for_ever.c -- a handler that returns to what faults. */
#include "won.h"
static void again(int number)
{
    (void)number;
}
int main(void)
{
    signal(SIGSEGV, again);
    *(volatile int *)8 = 1;
    return 0;
}
