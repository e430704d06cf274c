/* cpu_timer.c -- ITIMER_VIRTUAL and SIGPROF count what the process itself uses. */
#include "same.h"
#include <sys/time.h>
static volatile sig_atomic_t virtual_ticks, prof_ticks;
static void tick(int number)
{
    if (number == SIGVTALRM)
        virtual_ticks = 1;
    else
        prof_ticks = 1;
}
int main(void)
{
    struct itimerval soon = {{0, 0}, {0, 5000}};
    signal(SIGVTALRM, tick);
    signal(SIGPROF, tick);
    setitimer(ITIMER_VIRTUAL, &soon, NULL);
    setitimer(ITIMER_PROF, &soon, NULL);
    while (!virtual_ticks || !prof_ticks)
        ;
    puts("both");
    return 0;
}
