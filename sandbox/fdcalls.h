/* fdcalls.h -- the calls that make, copy, use and close descriptors, seen as a traced task makes them. */
#ifndef SANDBOX_FDCALLS_H
#define SANDBOX_FDCALLS_H

#include "sandbox/tracer.h"

#include <stdbool.h>
#include <sys/ptrace.h>

/* At the stop of a marked call, before it is done. */
void fdcalls_enter(struct tracer *tracer, struct task *task, const struct __ptrace_syscall_info *info);

/* At the stop of a call that asks how a descriptor was opened. */
void fdcalls_asked(struct tracer *tracer, const struct task *task, const struct __ptrace_syscall_info *info);

/* At a stop at the beginning or the end of any call, of a task that is watched or whose marked call's result counts. */
void fdcalls_pass(struct tracer *tracer, struct task *task);

/* Must the task stop at its next call, or at the end of this one? */
bool fdcalls_must_stop(struct tracer *tracer, const struct task *task);

/* It was just born, or has just executed a program: where the loader is, and what it holds. */
void fdcalls_born(struct tracer *tracer, struct task *task, const struct task *maker);
void fdcalls_exec(struct tracer *tracer, struct task *task);

/* SIGPIPE is about to be delivered. */
void fdcalls_broken_pipe(struct tracer *tracer, const struct task *task);

/* The last task of its process is about to end, and still holds all. */
void fdcalls_exit(struct tracer *tracer, const struct task *task);

#endif
