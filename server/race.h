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
    uint32_t schedules; /* where no value says how many */
    uint64_t only; /* replay: just the schedule of this seed; 0: all that the values ask for */
    struct bytes program; /* of build_race; empty: it could not be built */
    const char *why;      /* with an empty program */
    bool (*on_event)(void *, const struct event *);
    void *context;
};

/* How many schedules a program deserves about which no rubric asks; 0: there is nothing that they could change. All of
 * them, where threads, memory, locks or queues are shared. A few, where processes have files, or variables or memory
 * that a student may take for shared: that a child's change is not seen shows in the first one, and an update of a file
 * that is lost in the first few; a program of pipes pays little for them. */
uint32_t race_schedules(const struct build_evidence *build, const struct source *files, size_t count);

/* What cannot be judged is part of the evidence (broken, unknown). False: our fault. */
bool race_run(struct box *box, const struct race_job *job, struct arena *arena, struct race_evidence *out,
              struct err *e);

#endif
