/* echoes.h -- text that waits in buffers of stdio: as a process forks, whose child writes it out once more, and as a
 * run is ended. */
#ifndef SANDBOX_ECHOES_H
#define SANDBOX_ECHOES_H

#include "sandbox/cuts.h"
#include "sandbox/tracer.h"

/* At the birth of a process by fork(), of which both are stopped: what waits there. */
void echoes_born(const struct tracer *tracer, struct task *maker, struct task *child);

/* As a process ends that has executed nothing since: says EV_ECHO if it has written that. */
void echoes_exit(struct tracer *tracer, const struct task *task);

/* What waits in the streams of those who hold ends of pipes: EV_UNSENT of each. */
void echoes_end(struct tracer *tracer, const struct picture *cut);

#endif
