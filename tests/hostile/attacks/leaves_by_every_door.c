/* leaves_by_every_door.c -- exits in destructors, handlers of handlers, and in a loop of atexit(). */
#include "won.h"
static int left = 100000;
static void again(void)
{
    if (left-- > 0)
        atexit(again);
    else
        _exit(6);
}
int main(void)
{
    atexit(again);
    return 1;
}
