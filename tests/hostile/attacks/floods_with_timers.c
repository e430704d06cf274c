/* floods_with_timers.c -- as many timers as there can be. */
#include "won.h"
#include <time.h>
int main(void)
{
    int made = 0;
    for (int i = 0; i < 100000; i++) {
        timer_t timer;
        struct sigevent event = {.sigev_notify = SIGEV_NONE};
        made += timer_create(CLOCK_MONOTONIC, &event, &timer) == 0;
    }
    won_if("a hundred thousand timers", made > 50000);
    return 0;
}
