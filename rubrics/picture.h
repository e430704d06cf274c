/* picture.h -- a run drawn with characters: who waits for whom, and what happened when. */
#ifndef RUBRICS_PICTURE_H
#define RUBRICS_PICTURE_H

#include "rubrics/json.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"

/* Pure functions of parts of the documents of contract.md, which may be anybody's: what is missing or of another type
 * is left out. Lines of ASCII, each ended by a line feed, at most columns wide; text is in the arena, empty when there
 * is nothing to draw. */

/* The wait-for graph: waits is the list of a deadlock. One line for each thing that keeps somebody waiting. */
struct bytes picture_waits(const json_t *waits, size_t columns, struct arena *arena);

/* The sequence chart of a bothends.run/1: one column a process, one line a step of "timeline". */
struct bytes picture_sequence(const json_t *run, size_t columns, struct arena *arena);

#endif
