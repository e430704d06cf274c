/* asks_for_real_time.c -- schedulers and priorities that are for the privileged. */
#include "won.h"
int main(void)
{
    struct sched_param param = {10};
    struct { uint32_t size, policy; uint64_t flags; int32_t nice; uint32_t priority; uint64_t runtime, deadline, period; }
    deadline = {48, 6, 0, 0, 0, 10000000, 30000000, 30000000};
    must_fail("fifo", sched_setscheduler(0, SCHED_FIFO, &param));
    must_fail("round robin", sched_setscheduler(0, SCHED_RR, &param));
    must_fail("deadline", syscall(SYS_sched_setattr, 0, &deadline, 0));
    must_fail("nice", setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) - 1));
    must_fail("io priority", syscall(SYS_ioprio_set, 1, 0, 1 << 13));
    return 0;
}
