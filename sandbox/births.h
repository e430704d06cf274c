/* births.h -- the calls that make processes and threads: which the limit refused, and what was done after them. */
#ifndef SANDBOX_BIRTHS_H
#define SANDBOX_BIRTHS_H

#include "sandbox/tracer.h"

#include <stdint.h>

/* The first process was seized: the limit that was set for it. */
void births_begin(struct tracer *tracer, pid_t pid);

/* At the stop before a call that makes a task; when it has made one, whose id is child; and at its end, if it has not.
 */
void births_enter(struct task *task);
void births_done(struct task *maker, uint32_t child, enum task_kind kind);
void births_return(struct tracer *tracer, const struct task *task, int64_t result);

/* At the beginning of a call of a task that is watched after it forked. */
void births_pass(struct task *task, int64_t call, int fd);

/* As its process ends: the last task that was born before it last made a call that may wait. */
uint32_t births_lived_on(const struct tracer *tracer, const struct task *task);

#endif
