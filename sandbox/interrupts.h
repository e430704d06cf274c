/* interrupts.h -- calls that are interrupted only because the program is traced. */
#ifndef SANDBOX_INTERRUPTS_H
#define SANDBOX_INTERRUPTS_H

#include "sandbox/tracer.h"

/* The task is about to be delivered a signal. Where it ignores it, the call that it interrupted is made again, or its
 * rest (task->is_sending: its end must be seen). */
void interrupts_undo(struct task *task, int signal);

/* A task that sends the rest stops, at the beginning or the end of that call: at the end, the call has sent all that it
 * has sent in all its parts. */
void interrupts_return(struct task *task);

#endif
