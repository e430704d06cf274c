/* prompt.c -- who sleeps most of the time, and does little when awake, need not wait for those who compute. */
#include "sandbox/base/prompt.h"

#include <linux/sched.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SLICE_NS = 100 * 1000 };

void prompt_me(bool is_inherited)
{
    struct { /* the kernel's struct sched_attr, which the C library does not know yet */
        uint32_t size, policy;
        uint64_t flags;
        int32_t nice;
        uint32_t priority;
        uint64_t runtime_ns, deadline_ns, period_ns;
    } attr = {.size = sizeof attr,
              .policy = SCHED_NORMAL,
              .flags = is_inherited ? 0 : SCHED_FLAG_RESET_ON_FORK,
              .nice = getpriority(PRIO_PROCESS, 0), /* as it is */
              .runtime_ns = SLICE_NS};
    (void)syscall(SYS_sched_setattr, 0, &attr, 0); /* see prompt.h */
}
