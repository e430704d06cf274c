/* burns_in_page_faults.c -- maps, touches and unmaps. */
#include "won.h"
int main(void)
{
    for (;;) {
        char *at = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        fill(at, 1, 1 << 20);
        munmap(at, 1 << 20);
    }
}
