/* jobs.h -- SIGSTOP and SIGCONT: one that was taken back must not stop anybody. */
#ifndef SANDBOX_JOBS_H
#define SANDBOX_JOBS_H

#include "sandbox/tracer.h"

#include <sys/ptrace.h>

/* At the stop before a call that sends one of the two. */
void jobs_enter(struct tracer *tracer, const struct __ptrace_syscall_info *info);

/* A process has executed a program; task is its entry. */
void jobs_exec(struct task *task);

/* The task is about to be delivered a signal: is it a SIGSTOP that SIGCONT has taken back? */
bool jobs_is_stale(const struct tracer *tracer, const struct task *task, int signal);

#endif
