/* jumps_out_of_a_handler.c -- leaves a fault by siglongjmp, a thousand times. */
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
static sigjmp_buf back;
static void leave(int number)
{
    siglongjmp(back, number);
}
int main(void)
{
    volatile int faults = 0;
    signal(SIGSEGV, leave);
    for (volatile int i = 0; i < 1000; i++)
        if (sigsetjmp(back, 1) == 0)
            *(volatile int *)16 = 1;
        else
            faults++;
    printf("%d\n", faults);
    return 0;
}
