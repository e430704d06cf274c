/* burns_below_all_others.c -- burns at the lowest priority there is: it waits for a CPU rather than use it. */
#include "won.h"
int main(void)
{
    struct sched_param none = {0};
    sched_setscheduler(0, SCHED_IDLE, &none);
    setpriority(PRIO_PROCESS, 0, 19);
    for (;;)
        continue;
}
