/* interval_timer.c -- setitimer, five times. */
#include "same.h"
#include <sys/time.h>
static volatile sig_atomic_t ticks;
static void tick(int number)
{
    (void)number;
    ticks++;
}
int main(void)
{
    struct itimerval each = {{0, 2000}, {0, 2000}}, none = {{0, 0}, {0, 0}};
    signal(SIGALRM, tick);
    MUST(setitimer(ITIMER_REAL, &each, NULL) == 0);
    while (ticks < 5)
        pause();
    MUST(setitimer(ITIMER_REAL, &none, &each) == 0);
    puts("five ticks");
    return 0;
}
