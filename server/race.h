/* race.h -- the schedules of a program: asked for, run behind the walls, read and put into words as evidence. */
#ifndef SERVER_RACE_H
#define SERVER_RACE_H

#include "rubrics/evidence.h"
#include "rubrics/rubric.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/err.h"
#include "server/box.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct race_job {
    const struct rubric *rubric;
    const struct source *files; /* the submission */
    size_t file_count;
    size_t which_case;
    const struct rubric_value *const *values; /* those that these schedules are for; none: whatever is found */
    size_t value_count;
    uint64_t only; /* replay: just the schedule of this seed; 0: all that the values ask for */
    struct bytes program; /* of build_race; empty: it could not be built */
    const char *why;      /* with an empty program */
    bool (*on_event)(void *, const struct event *);
    void *context;
};

/* Is there anything that schedules could change? A program (as build_program made it) that has neither threads nor
 * memory, locks or queues to share with others, is the same in all of them. */
bool race_matters(struct bytes program);

/* What cannot be judged is part of the evidence (broken, unknown). False: our fault. */
bool race_run(struct box *box, const struct race_job *job, struct arena *arena, struct race_evidence *out,
              struct err *e);

#endif
