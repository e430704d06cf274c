/* drips.c -- a byte now and then, so that it is always alive. */
#include "won.h"
int main(void)
{
    for (;;) {
        (void)!write(1, ".", 1);
        usleep(20000);
    }
}
