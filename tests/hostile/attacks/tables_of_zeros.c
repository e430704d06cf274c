/* tables_of_zeros.c -- reads one byte of each two MiB: pages of tables, and all of them lead to the one page of zeros.
 */
#include "won.h"
int main(void)
{
    unsigned long size = 1UL << 38, sum = 0;
    for (int i = 0; i < 3; i++)
        if (fork() == 0)
            break;
    volatile char *space = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    for (unsigned long at = 0; at < size; at += 1UL << 21)
        sum += space[at];
    printf("ESCAPED 512 MiB in tables %lu\n", sum);
    fflush(stdout);
    sleep(1);
    return 0;
}
