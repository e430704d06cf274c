/* memory_policy.c -- where pages should come from: any node, as by default. */
#include "same.h"
int main(void)
{
    int mode = -1;
    long got = syscall(SYS_get_mempolicy, &mode, NULL, 0, NULL, 0);
    long set = syscall(SYS_set_mempolicy, 0, NULL, 0);
    printf("%ld %ld %d\n", got, set, mode);
    return 0;
}
