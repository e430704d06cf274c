/* signal_handler_never_returns.c -- and takes the next signal, too. */
#include "won.h"
static void burn(int number)
{
    (void)number;
    for (volatile int i = 0;; i++)
        ;
}
int main(void)
{
    struct sigaction action = {.sa_handler = burn, .sa_flags = SA_NODEFER};
    sigaction(SIGALRM, &action, NULL);
    alarm(1);
    raise(SIGALRM);
    return 0;
}
