/* stops_itself.c -- SIGSTOP with nobody to continue it. */
#include <signal.h>

int main(void)
{
    raise(SIGSTOP);
    return 0;
}
