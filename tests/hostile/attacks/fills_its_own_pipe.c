/* fills_its_own_pipe.c -- writes into a pipe of which it holds both ends, and does not read. */
#include "won.h"
int main(void)
{
    int ends[2];
    char piece[4096] = "";
    if (pipe(ends) < 0)
        return 1;
    for (;;)
        (void)!write(ends[1], piece, sizeof piece);
}
