/* ignores_every_signal.c -- ignores or handles all that can be, and burns. */
#include "won.h"
static void again(int number)
{
    signal(number, again);
}
int main(void)
{
    for (int i = 1; i < 65; i++)
        signal(i, i % 2 ? SIG_IGN : again);
    for (volatile int i = 0;; i++)
        ;
}
