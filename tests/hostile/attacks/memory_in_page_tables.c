/* memory_in_page_tables.c -- one page of each two MiB. */
#include "won.h"
int main(void)
{
    char *space = mmap(NULL, 1UL << 40, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    for (unsigned long at = 0; at < 1UL << 37; at += 1UL << 21)
        space[at] = 1;
    puts("ESCAPED 512 MiB in pages and tables");
    return 0;
}
