/* floods_its_parent_with_signals.c -- so that who traces it has its hands full. */
#include "won.h"
static void nothing(int number)
{
    (void)number;
}
int main(void)
{
    signal(SIGUSR1, nothing);
    pid_t me = getpid();
    if (fork() == 0)
        for (;;)
            kill(me, SIGUSR1);
    for (;;)
        ;
}
