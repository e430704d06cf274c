/* floods_both_streams.c -- a little to each in turn, until one is full. */
#include "won.h"
int main(void)
{
    char piece[4096];
    memset(piece, 'x', sizeof piece);
    for (;;)
        for (int fd = 1; fd < 3; fd++)
            if (write(fd, piece, sizeof piece) < 0)
                return 3;
}
