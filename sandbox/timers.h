/* timers.h -- the calls that set and take back timers, and the signals of timers, seen as a traced task makes them. */
#ifndef SANDBOX_TIMERS_H
#define SANDBOX_TIMERS_H

#include "sandbox/observe/sleeper.h"
#include "sandbox/tracer.h"

#include <signal.h>
#include <stdbool.h>
#include <sys/ptrace.h>

/* The task stops at the beginning of a call that the policy marks POLICY_TIMES; the end of the call must be seen, too
 * (task->timer.is_open). */
void timers_enter(struct tracer *tracer, struct task *task, const struct __ptrace_syscall_info *info);
void timers_return(struct tracer *tracer, struct task *task);

/* The same of timerfd_settime(). */
void timers_enter_fd(struct tracer *tracer, struct task *task, const struct __ptrace_syscall_info *info);

/* This signal is about to be delivered to the task. */
void timers_signal(struct tracer *tracer, const struct task *task, const siginfo_t *info);

/* Its process executes another program. */
void timers_exec(struct tracer *tracer, const struct task *task);

/* May a timer wake the process of this task while all of it sleeps, or one that is a descriptor end its own wait? */
bool timers_may_ring(const struct tracer *tracer, const struct task *task, const struct sleeper *sleeper);

/* May a timer continue it, that was stopped by a signal? A time that it waits for goes on, but does not do that. */
bool timers_may_continue(const struct tracer *tracer, const struct task *task);

#endif
