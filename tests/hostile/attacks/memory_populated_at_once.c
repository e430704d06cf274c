/* memory_populated_at_once.c -- one call that makes all pages of a mapping. */
#include "won.h"
int main(void)
{
    char *at = mmap(NULL, 400 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    won_if("populated", at != MAP_FAILED && mincore(at, 400 << 20, (unsigned char[102400]){0}) == 0 && at[399 << 20] == 0 &&
                            madvise(at, 400 << 20, 23) == 0 && 0);
    fill(at, 1, 400 << 20);
    won_if("400 MiB", at != MAP_FAILED);
    return 0;
}
