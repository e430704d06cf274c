/* explore.h -- which order to try next so that all that can differ are tried: dynamic partial-order reduction. */
#ifndef SANDBOX_GUEST_EXPLORE_H
#define SANDBOX_GUEST_EXPLORE_H

#include "sandbox/guest/region.h"

/* Flanagan and Godefroid, Dynamic partial-order reduction (POPL 2005), with sleep sets (Godefroid 1996) and source sets
 * (Abdulla, Aronsson, Jonsson, Sagonas, POPL 2014). Pure: it sees
 * traces (which task made which step, who else could have) and says by which choices the next trace must begin.
 *
 *     struct explore *x = explore_begin(memory);   // explore_bytes() zeroed bytes
 *     do run the program by the prefix; explore_see(x, trace, enabled, n); while (explore_next(x, ...));
 *
 * When explore_next says no and explore_broken RACE_NONE, every trace is equivalent to one that was seen. */
struct explore;
size_t explore_bytes(void);
struct explore *explore_begin(void *memory);

/* n steps and for each the set (bits) of tasks that could have made it. */
void explore_see(struct explore *x, const struct step *trace, const uint64_t *enabled, uint32_t n);

/* After it, for each task that was stuck at the end: the step that it never came to make. */
void explore_stuck(struct explore *x, const struct step *step);

/* The choices of the next run and the tasks that sleep before the last of them, with their next steps. */
bool explore_next(struct explore *x, uint8_t *prefix, uint32_t *prefix_count, struct step *asleep,
                  uint32_t *asleep_count);

/* RACE_NONE, or why nothing is complete: enum race_cut_kind of a trace that was too long or had too many tasks or
 * places; RACE_CUT_COUNT of one that did not follow its prefix. */
uint32_t explore_broken(const struct explore *x);

#endif
