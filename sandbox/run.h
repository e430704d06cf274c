/* run.h -- one run, from its spec to its last event. */
#ifndef SANDBOX_RUN_H
#define SANDBOX_RUN_H

#include "sandbox/slot.h"

#include <stdbool.h>
#include <stddef.h>

/* Runs what was received as a spec of size bytes with its descriptors; they stay the caller's. Whatever goes wrong is
 * told by EV_BROKEN. True: nothing of the run is alive. False: the slot should end, as the reader is gone or something
 * would not die. */
bool run_spec(struct slot *slot, const struct spec *spec, size_t size, const int *fds, size_t fd_count);

#endif
