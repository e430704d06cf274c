/* burns_in_barriers.c -- interrupts the other CPUs, as often as it can. */
#include "won.h"
#include <linux/membarrier.h>
int main(void)
{
    for (int i = 0; i < 3; i++)
        if (fork() == 0)
            break;
    syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED, 0, 0);
    for (;;)
        syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL_EXPEDITED, 0, 0);
}
