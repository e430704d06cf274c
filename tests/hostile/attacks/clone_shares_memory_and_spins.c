/* clone_shares_memory_and_spins.c -- a process, no thread, that shares the memory and burns. */
#include "won.h"
static char stack[65536] __attribute__((aligned(16)));
static int spin(void *unused)
{
    for (volatile int i = 0;; i++)
        ;
    return unused != NULL;
}
int main(void)
{
    clone(spin, stack + sizeof stack, CLONE_VM | CLONE_FS | CLONE_FILES | SIGCHLD, NULL);
    for (;;)
        pause();
}
