/* alike.h -- findings that are one mistake, seen several times. */
#ifndef RUBRICS_ALIKE_H
#define RUBRICS_ALIKE_H

#include "rubrics/json.h"

#include <stddef.h>

/* findings: a list of finding documents. Sets in each that another one before it tells already the number of that one,
 * "same_as", and in the one that is told "count", how many they are with itself. What stood there goes. */
void alike_mark(json_t *findings);

/* A copy (the caller's) that says nothing of the others of its list: for another list. */
json_t *alike_unmarked(const json_t *finding);

/* The finding that tells what this one does: itself, or its "same_as", if that makes sense. */
size_t alike_first(const json_t *findings, size_t which);

#endif
