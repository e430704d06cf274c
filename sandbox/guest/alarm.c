/* alarm.c -- alarm() and its like: in the virtual time in which sleeps are counted. */
#include "sandbox/guest/region.h"

#include "sandbox/guest/result.h"

#include <signal.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

static void ring(uint32_t process)
{
    struct process *p = &R->process[process];
    guest_cut(RACE_CUT_TIMEOUT);
    p->alarm_at = p->alarm_every ? R->now_us + p->alarm_every : 0;
    p->alarm_in = p->alarm_every;
    for (uint32_t i = 0; i < R->task_count; i++)
        if (R->task[i].process == process && R->task[i].state == TASK_BLOCKED && R->task[i].kind != KIND_THREAD) {
            R->task[i].interrupted = 1;
            R->task[i].state = TASK_RUNS;
        }
    if (process == here.process && signal_ends(SIGALRM, process))
        task_leave_process();
    (void)SYS3(SYS_kill, p->pid, SIGALRM, 0);
}

/* Nobody can go on before the first alarm rings. */
void alarm_rings(uint32_t process)
{
    if (R->now_us < R->process[process].alarm_at)
        R->now_us = R->process[process].alarm_at;
    ring(process);
    if (signal_ends(SIGALRM, process) && sched_process_gone(R->process[process].pid, true))
        task_process_dead(process);
}

/* Whoever sleeps always goes on, and its alarm would never ring. It does when it is due by what its process slept
 * itself, which has no other thread: what others slept meanwhile may be the same time. */
void alarm_slept(uint64_t us)
{
    struct process *p = &R->process[here.process];
    if (!p->alarm_at || p->threads_alive > 1)
        return;
    if (us < p->alarm_in)
        p->alarm_in -= us;
    else
        ring(here.process);
}

static uint64_t set_alarm(uint64_t us)
{
    struct process *p = &R->process[here.process];
    uint64_t left = p->alarm_at > R->now_us ? p->alarm_at - R->now_us : 0;
    p->alarm_at = us ? R->now_us + us : 0;
    p->alarm_in = us;
    p->alarm_every = 0;
    return left;
}
WRAP(unsigned, alarm, unsigned seconds)
{
    return guest_on() ? (unsigned)((set_alarm(seconds * 1000000ULL) + 999999) / 1000000) : REAL(alarm)(seconds);
}
static long set_timer(const struct itimerval *new, struct itimerval *old)
{
    uint64_t left = set_alarm((uint64_t) new->it_value.tv_sec * 1000000 + (uint64_t) new->it_value.tv_usec);
    R->process[here.process].alarm_every =
        (uint64_t) new->it_interval.tv_sec * 1000000 + (uint64_t) new->it_interval.tv_usec;
    if (old)
        *old = (struct itimerval){{0, 0}, {(time_t)(left / 1000000), (suseconds_t)(left % 1000000)}};
    return 0;
}
int __real_setitimer(int which, const struct itimerval *new, struct itimerval *old);
int __wrap_setitimer(int which, const struct itimerval *new, struct itimerval *old);
int __wrap_setitimer(int which, const struct itimerval *new, struct itimerval *old)
{
    if (!guest_on() || which != ITIMER_REAL || !new)
        return REAL(setitimer)(which, new, old);
    shadow_range(new, sizeof *new, false, CALLER);
    if (old)
        shadow_range(old, sizeof *old, true, CALLER);
    return (int)set_timer(new, old);
}

/* ualarm() is libc's own call of it. */
long signal_timer(struct call *c)
{
    if (c->arg[0] != ITIMER_REAL || !c->arg[1])
        return call_again(c);
    return set_timer((const struct itimerval *)c->arg[1], (struct itimerval *)c->arg[2]);
}
