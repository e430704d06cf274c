/* burns_in_a_storm_of_signals.c -- two processes that send each other signals without an end. */
#include "won.h"
static void on(int sig)
{
    (void)sig;
}
int main(void)
{
    signal(SIGUSR1, on);
    pid_t other = fork();
    if (other == 0)
        other = getppid();
    for (;;)
        kill(other, SIGUSR1);
}
