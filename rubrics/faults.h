/* faults.h -- what the report of a run says by itself: limits that were hit, processes that crashed. */
#ifndef RUBRICS_FAULTS_H
#define RUBRICS_FAULTS_H

#include "rubrics/evidence.h"
#include "rubrics/finding.h"

#include <stddef.h>

/* Appends what the runs of one case (case_id NULL: of none) show, each thing once: what only some of the runs show
 * says in which. Messages name limits but no measured time, so that they are the same at every run. */
void faults_find(const struct run_evidence *runs, size_t count, struct arena *arena, struct findings *out);

/* "SIGSEGV", or "signal 42". */
const char *signal_text(int number, struct arena *arena);

/* " Seen in run 2 of 3 only." where seen of count runs show something, first the one with index first; "" when all
 * do. */
const char *runs_text(size_t first, size_t seen, size_t count, struct arena *arena);

#endif
