/* memory_by_mremap.c -- one mapping that is made longer and longer. */
#include "won.h"
int main(void)
{
    size_t size = 1 << 20;
    char *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (; size < 400UL << 20; size += 1 << 20) {
        fill(at, 1, size);
        at = mremap(at, size, size + (1 << 20), MREMAP_MAYMOVE);
        if (at == MAP_FAILED)
            return 3;
    }
    won_if("400 MiB by and by", 1);
    return 0;
}
