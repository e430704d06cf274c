/* checks.h -- the table of checks: name -> evaluator, and which arguments each takes. */
#ifndef RUBRICS_CHECKS_H
#define RUBRICS_CHECKS_H

#include "rubrics/evidence.h"
#include "rubrics/finding.h"
#include "rubrics/rubric.h"

#include <stddef.h>

/* What an evaluator says: how many of the things it looked at were right. points_each and partial are the judge's. */
struct verdict {
    size_t right, looked_at; /* passed when equal; looked_at 0 counts as passed */
    const char *message;     /* one sentence for the student */
};

/* looked_at, of what could not be looked at to its end: not passed, and no part of the points is earned. */
enum { VERDICT_UNDECIDED = 1 << 30 };

/* Indexes of findings that belong to one criterion; grows in an arena. Start with {0}. */
struct findings_seen {
    size_t *items;
    size_t count, capacity;
};

/* Bits: which arguments of a criterion a check takes. */
enum check_takes {
    TAKES_CASES = 1, TAKES_FUNCTIONS = 2, TAKES_IGNORE = 4, TAKES_POINTS_EACH = 8, TAKES_ANY = 16, TAKES_VALUES = 32,
    TAKES_LOCKS = 64, TAKES_PROCESSES = 128, TAKES_ACCEPT_EXIT = 256, TAKES_AT_LEAST = 512,
    TAKES_ENDS = TAKES_CASES | TAKES_PROCESSES | TAKES_POINTS_EACH
};

/* May this case be judged by the check? (stdout: it must say what it expects.) */
struct check {
    const char *name;
    unsigned takes;
    bool needs_functions; /* the argument must be given */
    bool sees_schedules;  /* those of its cases, whatever value they were made for */
    bool (*fits)(const struct rubric_case *c); /* NULL: every case; for TAKES_CASES */
    /* Appends what it found to findings (the shared list of the grade: an equal finding must not be added twice)
     * and the indexes concerned to seen. */
    struct verdict (*evaluate)(const struct rubric *rubric, const struct rubric_criterion *criterion,
                               const struct evidence *evidence, struct arena *arena, struct findings *findings,
                               struct findings_seen *seen);
};

/* NULL when there is no check of that name. */
const struct check *check_find(const char *name);
extern const struct check checks[];
extern const size_t check_count;

#endif
