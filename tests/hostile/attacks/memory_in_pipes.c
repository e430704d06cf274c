/* memory_in_pipes.c -- a hundred pipes of a mebibyte, all full. */
#include "won.h"
static char piece[1 << 20];
int main(void)
{
    long total = 0;
    memset(piece, 1, sizeof piece);
    for (int i = 0; i < 100; i++) {
        int ends[2];
        if (pipe2(ends, O_NONBLOCK) < 0)
            break;
        fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
        ssize_t n;
        while ((n = write(ends[1], piece, sizeof piece)) > 0)
            total += n;
    }
    won_if("100 MiB in pipes", total >= 100 << 20);
    return 0;
}
