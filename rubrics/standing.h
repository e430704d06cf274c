/* standing.h -- how the processes of a run stood when its time was over: who went round in a loop, who slept where. */
#ifndef RUBRICS_STANDING_H
#define RUBRICS_STANDING_H

#include "rubrics/evidence.h"
#include "rubrics/finding.h"

#include <stddef.h>

/* Appends, for the first run of one case (case_id NULL: of none) in which there is such a thing: a busy-wait for each
 * place at which somebody went round in a loop that changes nothing. */
void standing_find(const struct run_evidence *runs, size_t count, struct arena *arena, struct findings *out);

/* " The parent slept in sleep() at line 12.": of those who had been in one call for long; "" when nothing is known.
 * Adds where that was to places, which has room for max. */
const char *standing_text(const struct report *report, struct arena *arena, struct place *places, size_t *count,
                          size_t max);

#endif
