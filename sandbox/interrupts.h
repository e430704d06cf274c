/* interrupts.h -- calls that are interrupted only because the program is traced. */
#ifndef SANDBOX_INTERRUPTS_H
#define SANDBOX_INTERRUPTS_H

#include "sandbox/tracer.h"

/* The task is about to be delivered a signal. Where it ignores it, the call that it interrupted is made again, or its
 * rest (task->part.is_open: its end must be seen). */
void interrupts_undo(struct task *task, int signal);

/* A task that makes the rest of a call stops, at the beginning or the end of a part: after the last one, the call has
 * moved what all its parts have. */
void interrupts_return(struct task *task);

#endif
