/* orphan_floods.c -- what is printed after the first process has ended is printed all the same. */
#include "won.h"
static char piece[65536];
int main(void)
{
    memset(piece, 'x', sizeof piece);
    if (fork() == 0)
        for (;;)
            if (write(1, piece, sizeof piece) < 0)
                _exit(0);
    return 0;
}
