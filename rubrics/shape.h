/* shape.h -- the shape of a deadlock: equal for wait-for graphs that differ in names only. */
#ifndef RUBRICS_SHAPE_H
#define RUBRICS_SHAPE_H

#include "rubrics/json.h"
#include "sandbox/base/arena.h"

/* A text that is the same for two "deadlock" objects of run reports exactly when their wait-for graphs are isomorphic:
 * nodes are waits, told apart by their call and by what they wait on; edges are waits_for, told apart by why, without
 * the numbers in it. "" when json is no deadlock. Graphs with many equal nodes (more than 5040 orders to try) get a
 * text that isomorphic ones share, but perhaps not only they.
 *
 * Colour refinement (Weisfeiler and Leman 1968), then the least text over the orders that keep the colours. */
const char *shape_of_deadlock(const json_t *json, struct arena *arena);

#endif
