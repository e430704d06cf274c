/* is_nice.c -- nice, priorities, schedulers that anyone may choose. */
#include "same.h"
int main(void)
{
    struct sched_param param = {0};
    int before = getpriority(PRIO_PROCESS, 0);
    MUST(nice(5) == before + 5);
    MUST(setpriority(PRIO_PROCESS, 0, before + 10) == 0);
    printf("%d ", getpriority(PRIO_PROCESS, 0) - before);
    MUST(sched_setscheduler(0, SCHED_BATCH, &param) == 0 && sched_getscheduler(0) == SCHED_BATCH);
    sched_yield();
    MUST(sched_setscheduler(0, SCHED_OTHER, &param) == 0);
    printf("%d %d\n", sched_get_priority_min(SCHED_OTHER), sched_get_priority_max(SCHED_FIFO));
    return 0;
}
