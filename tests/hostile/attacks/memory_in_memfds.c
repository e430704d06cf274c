/* memory_in_memfds.c -- many memory files, none of them mapped. */
#include "won.h"
static char piece[1 << 20];
int main(void)
{
    memset(piece, 1, sizeof piece);
    for (int i = 0; i < 60; i++) {
        int fd = memfd_create("hidden", 0);
        for (int k = 0; fd >= 0 && k < 4; k++)
            (void)!write(fd, piece, sizeof piece);
    }
    usleep(300000);
    puts("ESCAPED 240 MiB in memory files");
    return 0;
}
