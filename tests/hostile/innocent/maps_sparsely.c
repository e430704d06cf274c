/* maps_sparsely.c -- a terabyte of addresses, of which it uses little. */
#include "same.h"
int main(void)
{
    char *space = mmap(NULL, 1UL << 40, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    MUST(space != MAP_FAILED);
    for (unsigned long at = 0; at < 1UL << 40; at += 1UL << 36)
        space[at] = 1;
    puts("ok");
    return 0;
}
