/* sleeps_for_ever.c -- sleeps. */
#include "won.h"
int main(void)
{
    for (;;)
        sleep(1000);
}
