/* sets_the_clock.c -- and the name of the machine. */
#include "won.h"
#include <sys/time.h>
#include <sys/timex.h>
#include <time.h>
int main(void)
{
    struct timespec spec = {0};
    struct timeval time = {0};
    struct timex tune = {.modes = ADJ_OFFSET};
    must_fail("clock_settime", clock_settime(CLOCK_REALTIME, &spec));
    must_fail("settimeofday", settimeofday(&time, NULL));
    must_fail("adjtimex", adjtimex(&tune));
    must_fail("hostname", sethostname("x", 1));
    must_fail("domain", setdomainname("x", 1));
    return 0;
}
