/* echoes.h -- text that waits in the buffer of stdout when a process forks, and that its child writes out once more. */
#ifndef SANDBOX_ECHOES_H
#define SANDBOX_ECHOES_H

#include "sandbox/tracer.h"

/* At the birth of a process by fork(), of which both are stopped: what waits there. */
void echoes_born(const struct tracer *tracer, struct task *maker, struct task *child);

/* As a process ends that has executed nothing since: says EV_ECHO if it has written that. */
void echoes_exit(struct tracer *tracer, const struct task *task);

#endif
