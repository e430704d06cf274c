/* races.h -- what the schedules of a program show: findings, and whether values end as they should. */
#ifndef RUBRICS_RACES_H
#define RUBRICS_RACES_H

#include "rubrics/evidence.h"
#include "rubrics/finding.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Is it one of the values that the rubric allows? Always, when none was asked for. */
bool races_outcome_ok(const struct value_seen *value, const struct outcome_seen *outcome);

/* How often a value ended right and wrong; lost: of wrong whole numbers below the only one that is right, by how much
 * (0: none). */
struct races_count {
    uint32_t right, wrong;
    size_t kinds; /* different outcomes */
    const struct outcome_seen *first_wrong; /* NULL: none */
    uint64_t lost_min, lost_max;
};
struct races_count races_count(const struct value_seen *value);

/* Is it right, or always the same, but where the program is stuck? */
bool races_only_stuck(const struct race_evidence *race, const struct value_seen *value);

/* Was a change of it seen to get lost? That it is less than it must be may have other reasons: who looks too early. */
bool races_lose(const struct race_evidence *race, const struct value_seen *value);

/* Did a lock let two in at once, one of whom changed it: a semaphore that begins at 2, a lock for reading? */
bool races_lets_in(const struct race_evidence *race, const struct value_seen *value);

/* What shows best why it may end wrong, or in several ways; NULL: nothing was kept, or nothing is to be shown. */
const struct witness_seen *races_witness(const struct race_evidence *race, const struct value_seen *value);

/* "4000", or "4000 or 4001" of what is allowed; "" when nothing was asked for. The arena's. */
const char *races_wanted(const struct rubric_value *wanted, struct arena *arena);

/* What there is to say of a value with wrong outcomes. */
void races_wrong(const struct race_evidence *race, const struct value_seen *value, struct arena *arena,
                 struct finding *out);

/* Appends what the schedules of all cases show. Runs without a race build add nothing. */
void races_find(const struct evidence *evidence, struct arena *arena, struct findings *out);

#endif
