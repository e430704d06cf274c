/* malloc_bomb.c -- allocates and touches for ever. */
#include "won.h"
int main(void)
{
    for (;;) {
        char *piece = malloc(1 << 20);
        fill(piece, 1, 1 << 20);
    }
}
