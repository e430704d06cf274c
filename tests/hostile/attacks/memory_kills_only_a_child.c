/* memory_kills_only_a_child.c -- the parent ends well after its child was killed for memory. */
#include "won.h"
int main(void)
{
    pid_t child = fork();
    if (child == 0)
        for (;;) {
            char *piece = malloc(1 << 20);
            fill(piece, 1, 1 << 20);
        }
    reap(child);
    puts("all well");
    return 0;
}
