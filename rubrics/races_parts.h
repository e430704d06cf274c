/* races_parts.h -- the parts the findings of schedules are made of. */
#ifndef RUBRICS_RACES_PARTS_H
#define RUBRICS_RACES_PARTS_H

#include "rubrics/races.h"

enum { RACES_PLACES_MAX = 8 }; /* room for the places of one finding */

/* " in line 7"; "" where the line is not known. */
const char *races_at_line(const struct place *place, struct arena *arena);

/* " (Replay it step by step: --seed 7.)" */
const char *races_seed_hint(uint64_t seed, struct arena *arena);

/* One more place of a finding, unless it has it, or has no room: places holds RACES_PLACES_MAX. */
void races_add_place(struct finding *f, struct place *places, const struct place *place);

/* A finding of this case, with an id and no more. */
struct finding *races_begin(struct findings *out, struct arena *arena, enum finding_code code,
                            const struct race_evidence *all);

/* Does it end otherwise than it may? */
bool races_is_wrong(const struct value_seen *value);

/* One that is a data race as C17 has it. */
bool races_have_data_race(const struct race_evidence *all);

/* Locks and the like that are used as they must not be; where nothing is wrong, what could be better. */
void races_misuses(const struct race_evidence *all, struct arena *arena, struct findings *out);

/* Schedules in which all wait for ever: there must be one, of which the first way is told. */
struct finding races_stuck(const struct race_evidence *race, struct arena *arena);

#endif
