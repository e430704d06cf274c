/* memory_over_children.c -- no process takes much, all together do. */
#include "won.h"
int main(void)
{
    for (int i = 0; i < 20; i++)
        if (fork() == 0) {
            char *piece = malloc(8 << 20);
            fill(piece, i + 1, 8 << 20);
            for (;;)
                pause();
        }
    for (;;)
        usleep(1000);
}
