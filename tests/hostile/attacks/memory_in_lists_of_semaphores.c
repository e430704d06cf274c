/* memory_in_lists_of_semaphores.c -- sets of semaphores, large ones and then as many as may be. */
#include "won.h"
#include <sys/sem.h>
int main(void)
{
    long total = 0;
    must_fail("32000 at once", semget(IPC_PRIVATE, 32000, 0600));
    for (int i = 0; i < 32000; i++) {
        if (semget(IPC_PRIVATE, 500, 0600) < 0)
            break;
        total += 500 * 64;
    }
    won_if("200 MiB of semaphores", total >= 200L << 20);
    return 0;
}
