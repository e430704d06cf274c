/* rereads_an_ended_input.c -- does not look at what read returns. */
#include "won.h"
int main(void)
{
    char c;
    for (;;)
        (void)!read(0, &c, 1);
}
