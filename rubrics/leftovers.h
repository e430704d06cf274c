/* leftovers.h -- what a program makes by name and never removes. */
#ifndef RUBRICS_LEFTOVERS_H
#define RUBRICS_LEFTOVERS_H

#include "rubrics/evidence.h"
#include "rubrics/finding.h"

/* Appends a leftover-ipc for each kind of object that the program makes and has no call to remove. Says nothing when
 * the program's symbols were not read. */
void leftovers_find(const struct build_evidence *build, struct arena *arena, struct findings *out);

#endif
