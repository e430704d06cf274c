/* burns_in_randomness.c -- long calls that make the kernel compute. */
#include "won.h"
#include <sys/random.h>
int main(void)
{
    static char bytes[16 << 20];
    for (;;)
        (void)!getrandom(bytes, sizeof bytes, 0);
}
