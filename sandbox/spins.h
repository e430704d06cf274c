/* spins.h -- who goes round in a loop that changes nothing, when the time of a run is over. */
#ifndef SANDBOX_SPINS_H
#define SANDBOX_SPINS_H

#include "sandbox/cuts.h"
#include "sandbox/stacks.h"
#include "sandbox/tracer.h"

/* Looks at each task of the last cut that ran and has been halted, instruction by instruction: EV_SPIN of those that
 * come back to where they were without having changed anything, with EV_STACK that explains it. They may only be killed
 * afterwards. Says nothing on machines whose registers are not known here. */
void spins_look(struct stacks *stacks, struct tracer *tracer, const struct picture *cut);

#endif
