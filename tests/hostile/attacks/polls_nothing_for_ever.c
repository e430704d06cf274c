/* polls_nothing_for_ever.c -- waits for no descriptor, without a limit. */
#include "won.h"
#include <poll.h>
int main(void)
{
    return poll(NULL, 0, -1);
}
