/* timers.c -- the calls that set and take back timers, and the signals of timers, seen as a traced task makes them.
 *
 * Theory of operation. The kernel tells nobody but the process itself what is left of its timers, so each call that
 * changes them stops at the tracer, at its beginning for what it wants (its memory may be written over by the answer)
 * and at its end for whether it was done. A timer that rings once has rung when its signal is delivered; time that has
 * passed proves nothing, since on a machine that stalls a timer may be late.
 *
 * A signal is taken for the ring of the last setting only if it cannot be that of the one before: a blocked SIGALRM,
 * then alarm(1) again, and the old signal is delivered when it is unblocked, while the new one is still to come. So the
 * process must have a single thread, and no such signal waiting: at the beginning of the call that sets a timer which
 * was not set, or at its end. A ring that nobody is told of (sigwait, signalfd) leaves the timer one that may ring. */
#include "sandbox/timers.h"

#include "sandbox/base/err.h"
#include "sandbox/observe/alarms.h"
#include "sandbox/proc.h"

#include <dirent.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

static void see(struct tracer *tracer, const struct task *task, struct alarm_fact fact)
{
    struct task *first = tracer_task(tracer, task->process);
    if (first)
        alarms_see(&first->alarms, &fact);
}

/* Is no signal of a ring on its way to this process? The timer of real time has a signal of its own. */
static bool is_quiet(const struct tracer *tracer, const struct task *task, bool is_real)
{
    char text[2048];
    uint64_t own, shared, wanted = is_real ? UINT64_C(1) << (SIGALRM - 1) : UINT64_MAX;
    for (size_t i = 0; i < tracer->count; i++)
        if (tracer->tasks[i].process == task->process && tracer->tasks[i].id != task->id)
            return false;
    return proc_read(task->pid, "status", text, sizeof text) > 0 && sleeper_number(text, "\nSigPnd:", 16, &own) &&
           sleeper_number(text, "\nShdPnd:", 16, &shared) && ((own | shared) & wanted) == 0;
}

/* Does the clock count CPU time of who asks? The C library says so in the kernel's own way (linux/posix-timers.h): the
 * complement of a process's number, 0 for oneself, above three bits, of which the lower two are 3 for a device. */
static bool counts_own_cpu(int32_t clock)
{
    return clock == CLOCK_PROCESS_CPUTIME_ID || clock == CLOCK_THREAD_CPUTIME_ID ||
           (clock < 0 && clock >> 3 == ~0 && (clock & 3) != 3);
}

/* What the call asks for, from its arguments and the memory they point at. */
static void read_call(const struct task *task, const uint64_t arg[6], struct timer_call *call)
{
    struct itimerval interval = {0};
    struct itimerspec precise = {0};
    call->fact = (struct alarm_fact){.kind = ALARM_SET, .id = ALARM_REAL};
    switch (call->number) {
    case SYS_setitimer: /* no new value at all is taken for zero */
        call->is_open = arg[0] == ITIMER_REAL;
        if (arg[1] != 0 && proc_memory(task->pid, arg[1], &interval, sizeof interval) != sizeof interval)
            call->fact.kind = ALARM_LOST;
        call->fact.is_armed = interval.it_value.tv_sec != 0 || interval.it_value.tv_usec != 0;
        call->fact.repeats = interval.it_interval.tv_sec != 0 || interval.it_interval.tv_usec != 0;
        break;
    case SYS_timer_create:
        call->fact.kind = ALARM_MADE;
        call->fact.counts_cpu = counts_own_cpu((int32_t)arg[0]);
        call->id_at = arg[2];
        break;
    case SYS_timer_settime:
        if (proc_memory(task->pid, arg[2], &precise, sizeof precise) != sizeof precise)
            call->fact.kind = ALARM_LOST;
        call->fact.id = (int32_t)arg[0];
        call->fact.is_armed = precise.it_value.tv_sec != 0 || precise.it_value.tv_nsec != 0;
        call->fact.repeats = precise.it_interval.tv_sec != 0 || precise.it_interval.tv_nsec != 0;
        break;
    case SYS_timer_delete:
        call->fact.kind = ALARM_GONE;
        call->fact.id = (int32_t)arg[0];
        break;
#ifdef SYS_alarm
    case SYS_alarm:
        call->fact.is_armed = (uint32_t)arg[0] != 0;
        break;
#endif
    default:
        call->fact.kind = ALARM_LOST;
        break;
    }
}

void timers_enter(struct tracer *tracer, struct task *task, const struct __ptrace_syscall_info *info)
{
    uint64_t arg[6];
    memcpy(arg, info->seccomp.args, sizeof arg);
    task->timer = (struct timer_call){.is_open = true, .number = (int64_t)info->seccomp.nr};
    read_call(task, arg, &task->timer);
    struct alarm_fact *fact = &task->timer.fact;
    const struct task *first = tracer_task(tracer, task->process);
    fact->is_fresh =
        first && !alarms_is_set(&first->alarms, fact->id) && is_quiet(tracer, task, fact->id == ALARM_REAL);
}

/* Is another in timerfd_settime()? */
static bool any_sets_fd(const struct tracer *tracer)
{
    bool any = false;
    for (size_t i = 0; i < tracer->count; i++)
        any |= tracer->tasks[i].timer.is_open && tracer->tasks[i].timer.number == SYS_timerfd_settime;
    return any;
}

/* Which of several timers a descriptor is nobody says: so that one is taken back counts only if no other was made. A
 * change of the machine's clock, too, ends a wait if it is asked to. */
void timers_enter_fd(struct tracer *tracer, struct task *task, const struct __ptrace_syscall_info *info)
{
    struct itimerspec precise = {0};
    bool takes_back = proc_memory(task->pid, info->seccomp.args[2], &precise, sizeof precise) == sizeof precise &&
                      precise.it_value.tv_sec == 0 && precise.it_value.tv_nsec == 0 &&
                      !(info->seccomp.args[1] & TFD_TIMER_CANCEL_ON_SET) && tracer->timerfds == 1 &&
                      !any_sets_fd(tracer);
    tracer->has_timerfd |= !takes_back;
    tracer->timerfd_calls++;
    task->timer = (struct timer_call){
        .is_open = true, .number = SYS_timerfd_settime, .takes_back = takes_back ? tracer->timerfd_calls : 0};
}

void timers_return(struct tracer *tracer, struct task *task)
{
    struct __ptrace_syscall_info info;
    struct alarm_fact fact = task->timer.fact;
    int32_t id = 0;
    task->timer.is_open = false;
    if (!tracer_call(task, &info) || info.op != PTRACE_SYSCALL_INFO_EXIT || info.exit.is_error)
        return; /* killed meanwhile, or nothing was done */
    if (task->timer.number == SYS_timerfd_settime) {
        /* if no other such call has begun since this one did */
        tracer->has_timerfd &= task->timer.takes_back != tracer->timerfd_calls;
        return;
    }
    if (fact.kind == ALARM_MADE) {
        if (proc_memory(task->pid, task->timer.id_at, &id, sizeof id) != sizeof id)
            fact.kind = ALARM_LOST;
        fact.id = id;
    }
    fact.is_fresh |= is_quiet(tracer, task, fact.id == ALARM_REAL);
    see(tracer, task, fact);
}

void timers_signal(struct tracer *tracer, const struct task *task, const siginfo_t *info)
{
    if (info->si_code == SI_TIMER)
        see(tracer, task, (struct alarm_fact){.kind = ALARM_RANG, .id = info->si_timerid});
    else if (info->si_signo == SIGALRM && info->si_code == SI_KERNEL)
        see(tracer, task, (struct alarm_fact){.kind = ALARM_RANG, .id = ALARM_REAL});
}

void timers_exec(struct tracer *tracer, const struct task *task)
{
    see(tracer, task, (struct alarm_fact){.kind = ALARM_EXEC});
}

/* Does the table hold a timer, or an epoll that may? What cannot be read may be one. */
static bool holds_timer(pid_t pid)
{
    char path[48], target[32];
    const struct dirent *entry;
    bool found = false;
    CHECK(snprintf(path, sizeof path, "/proc/%d/fd", (int)pid) < (int)sizeof path);
    DIR *folder = opendir(path);
    while (folder && !found && (entry = readdir(folder))) {
        if (entry->d_name[0] == '.')
            continue;
        ssize_t n = readlinkat(dirfd(folder), entry->d_name, target, sizeof target - 1);
        target[n > 0 ? n : 0] = 0;
        found = n < 0 || strcmp(target, "anon_inode:[timerfd]") == 0 || strcmp(target, "anon_inode:[eventpoll]") == 0;
    }
    found |= !folder;
    if (folder)
        (void)closedir(folder); /* read only */
    return found;
}

/* A timer that is a descriptor wakes who reads it, or watches it by poll() or epoll, and nobody else. While the only
 * task of a process sleeps, and nobody else has its table, that stays as it was when the call began: so of such a one
 * it is enough to look at what it reads or holds. Of all others only the call counts. */
static bool may_watch_timer(const struct tracer *tracer, const struct task *task, const struct sleeper *sleeper)
{
    struct stat st;
    char path[48];
    if (!tracer->has_timerfd || sleeper_is_vfork(sleeper) || sleeper_call_is(sleeper->call, SLEEPER_NO_FD))
        return false;
    for (size_t i = 0; i < tracer->count; i++)
        if (tracer->shares_table || (tracer->tasks[i].process == task->process && tracer->tasks[i].id != task->id))
            return true;
    if (sleeper_call_is(sleeper->call, SLEEPER_POLLS))
        return holds_timer(task->pid);
    if (!sleeper_call_is(sleeper->call, SLEEPER_ON_FD))
        return true;
    CHECK(snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)task->pid, (int)sleeper->arg[0]) < (int)sizeof path);
    return stat(path, &st) < 0 || !(S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode));
}

bool timers_may_ring(const struct tracer *tracer, const struct task *task, const struct sleeper *sleeper)
{
    const struct task *first = tracer_task(tracer, task->process);
    return may_watch_timer(tracer, task, sleeper) || task->has_timer || tracer->has_timer || !first ||
           alarms_may_ring(&first->alarms);
}

bool timers_may_continue(const struct tracer *tracer, const struct task *task)
{
    const struct task *first = tracer_task(tracer, task->process);
    return task->has_timer || tracer->has_timer || !first || alarms_may_continue(&first->alarms);
}
