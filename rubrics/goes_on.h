/* goes_on.h -- what a child does in place of its parent: after an exec that failed, with text that waited. */
#ifndef RUBRICS_GOES_ON_H
#define RUBRICS_GOES_ON_H

#include "rubrics/evidence.h"
#include "rubrics/finding.h"

/* Appends what a process of the run shows: exec-failed, if it went on as if nothing were; output-doubled. */
void goes_on_tell(const struct report *report, uint32_t id, struct arena *arena, struct findings *out);

/* "Mend this first: ...", of a process that does what it does because it, or who forked it, went on after an exec that
 * failed; "" of others. */
const char *goes_on_first(const struct report *report, uint32_t id, struct arena *arena);

#endif
