/* kills_everybody.c -- SIGKILL to all it may signal. */
#include "won.h"
int main(void)
{
    kill(-1, SIGKILL);
    usleep(10000);
    puts("alone");
    return 0;
}
