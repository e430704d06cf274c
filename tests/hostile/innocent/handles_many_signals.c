/* handles_many_signals.c -- each of twenty thousand signals to itself has its handler's turn. */
#include "same.h"
static volatile sig_atomic_t handled;
static void handle(int signal)
{
    handled++;
}
int main(void)
{
    signal(SIGUSR1, handle);
    for (int i = 0; i < 20000; i++)
        raise(SIGUSR1);
    printf("%d\n", handled);
    return 0;
}
