/* memory_policy.c -- where pages should come from: any node, as by default. */
#include "same.h"
int main(void)
{
    int mode = -1;
    long got = syscall(SYS_get_mempolicy, &mode, NULL, 0, NULL, 0);
    long set = syscall(SYS_set_mempolicy, 0, NULL, 0);
    void *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    long bound = syscall(SYS_mbind, at, 4096, 0, NULL, 0, 0);
    printf("%ld %ld %ld %d\n", got, set, bound, mode);
    return 0;
}
