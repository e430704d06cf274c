/* memory_by_brk.c -- the heap's end, moved by hand. */
#include "won.h"
int main(void)
{
    for (int i = 0; i < 400; i++) {
        void *at = sbrk(1 << 20);
        if (at == (void *)-1)
            return 3;
        fill(at, 1, 1 << 20);
    }
    won_if("400 MiB of heap", 1);
    return 0;
}
