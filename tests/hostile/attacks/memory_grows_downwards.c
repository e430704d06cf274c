/* memory_grows_downwards.c -- a mapping that grows down, touched further and further below. */
#include "won.h"
int main(void)
{
    char *at = mmap(NULL, 1 << 16, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN, -1, 0);
    for (long i = 0; i < 400L << 20; i += 4096)
        *(volatile char *)(at - i) = 1;
    won_if("400 MiB below", 1);
    return 0;
}
