/* slows_init_down.c -- lowest priority, and the wrong scheduler, for pid 1. */
#include "won.h"
int main(void)
{
    struct sched_param param = {0};
    setpriority(PRIO_PROCESS, 1, 19);
    sched_setscheduler(1, 5 /* SCHED_IDLE */, &param);
    setpriority(PRIO_PGRP, 0, 19);
    puts("done");
    return 0;
}
