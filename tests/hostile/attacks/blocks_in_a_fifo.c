/* blocks_in_a_fifo.c -- opens a fifo that nobody will ever open from the other side. */
#include "won.h"
int main(void)
{
    mkfifo("fifo", 0600);
    return open("fifo", O_RDONLY);
}
