/* reads_sparse_memory.c -- a table of a gigabyte of which little is set: the rest reads as zeros. */
#include "same.h"
int main(void)
{
    size_t size = 1UL << 30;
    char *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    MUST(at != MAP_FAILED);
    long sum = 0;
    for (size_t i = 0; i < size; i += 1 << 20)
        sum += at[i];
    at[12345] = 7;
    nap_ms(200);
    printf("%ld %d\n", sum, at[12345]);
    return 0;
}
