/* look.h -- what an evaluator of a check is given, and how it names the findings that explain it. */
#ifndef RUBRICS_LOOK_H
#define RUBRICS_LOOK_H

#include "rubrics/checks.h"

#include <stdbool.h>
#include <stddef.h>

struct look {
    const struct rubric *rubric;
    const struct rubric_criterion *criterion;
    const struct evidence *evidence;
    struct arena *arena;
    struct findings *findings;
    struct findings_seen *seen;
};

/* The finding of this index belongs to the criterion; naming it twice is once. */
void look_see(struct look *look, size_t index);

/* Adds a finding and names it. Two criteria that look at the same thing share its finding. */
void look_add(struct look *look, const struct finding *fresh);

/* Does the criterion look at this process? */
bool look_wants(const struct look *look, const char *process);

/* Takes the findings of these codes (bits) about a case (NULL: about the source and the build): how many there were.
 * The second: only those of processes that the criterion looks at. */
size_t look_codes(struct look *look, const char *case_id, uint64_t codes);
size_t look_codes_wanted(struct look *look, const char *case_id, uint64_t codes);

/* The same for all cases of the criterion, added to *found. In how many cases there was none. */
size_t look_by_case(struct look *look, uint64_t codes, size_t *found);

bool look_same(const char *a, const char *b); /* as texts; NULL is like itself only */

/* Evaluators that stand in a file of their own (check_values.c). */
struct verdict check_race_free(struct look *look);
struct verdict check_value_outcome(struct look *look);
struct verdict check_uses_lock(struct look *look);
struct verdict check_no_lock_misuse(struct look *look);
struct verdict check_closes_unused_ends(struct look *look); /* check_hygiene.c */
struct verdict check_closes_all_ends(struct look *look);
struct verdict check_no_end_left_open(struct look *look);
struct verdict check_no_bad_close(struct look *look);
struct verdict check_no_broken_pipe(struct look *look);
struct verdict check_closes_files(struct look *look);
struct verdict check_reaps_children(struct look *look);

#endif
