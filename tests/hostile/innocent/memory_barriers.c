/* memory_barriers.c -- membarrier, rseq's cpu, getcpu. */
#include "same.h"
int main(void)
{
    unsigned cpu, node;
    long commands = syscall(SYS_membarrier, 0, 0, 0);
    MUST(commands > 0 && syscall(SYS_membarrier, 16 /* register private expedited */, 0, 0) == 0);
    MUST(syscall(SYS_membarrier, 8 /* private expedited */, 0, 0) == 0 && syscall(SYS_getcpu, &cpu, &node, NULL) == 0);
    puts("ok");
    return 0;
}
