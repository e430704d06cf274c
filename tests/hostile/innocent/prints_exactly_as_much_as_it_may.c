/* prints_exactly_as_much_as_it_may.c -- one mebibyte, to the byte. */
#include "same.h"
int main(void)
{
    char piece[4096];
    memset(piece, 'x', sizeof piece);
    for (int i = 0; i < 256; i++)
        MUST(write(1, piece, sizeof piece) == sizeof piece);
    return 0;
}
