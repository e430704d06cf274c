/* unlike.h -- short names for texts, so that no two texts that differ look the same. */
#ifndef RUBRICS_UNLIKE_H
#define RUBRICS_UNLIKE_H

#include "sandbox/base/arena.h"

#include <stddef.h>

/* names[i] becomes what texts[i] is called, in at most so many columns and without control characters: its first line;
 * of texts whose first lines look the same, the lines in which they differ, each with its number. The texts are
 * different ones; an ellipsis says that something was left out. */
void unlike_names(const char *const *texts, size_t count, size_t columns, struct arena *arena, const char **names);

#endif
