/* maps_without_end.c -- the smallest mappings, as many as there may be. */
#include "won.h"
int main(void)
{
    long n = 0;
    for (; n < 1000000; n++)
        if (mmap(NULL, 4096, n % 2 ? PROT_READ : PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)
            break;
    won_if("a million mappings", n == 1000000);
    return 0;
}
