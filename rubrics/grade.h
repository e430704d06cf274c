/* grade.h -- the answer: points for each criterion, with the findings that explain them. */
#ifndef RUBRICS_GRADE_H
#define RUBRICS_GRADE_H

#include "rubrics/evidence.h"
#include "rubrics/finding.h"
#include "rubrics/rubric.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum grade_status { GRADE_GRADED, GRADE_COMPILE_ERROR };
const char *grade_status_name(enum grade_status status);

struct grade_criterion {
    const struct rubric_criterion *wanted;
    uint32_t points; /* hundredths, at most wanted->points */
    bool passed;     /* all of it was met; what `requires` looks at */
    bool unknown;    /* not judged: the evidence lacks a case that it, or one it requires, looks at */
    const char *message;
    const size_t *findings; /* indexes in grade.findings */
    size_t finding_count;
};

struct grade_timing { /* milliseconds */
    double queued, compile, run, total;
};

struct grade {
    const char *id; /* of the submission; "" on the command line */
    enum grade_status status;
    const struct rubric *rubric; /* without criteria (`check`) there is no score */
    uint32_t rubric_version;     /* 0: from a file */
    const struct source *files;
    size_t file_count;
    uint32_t points, max_points; /* hundredths */
    struct grade_criterion *criteria; /* one for each of the rubric, in its order */
    size_t criterion_count;
    struct findings findings;
    struct evidence evidence;
    struct grade_timing timing;
    uint64_t seed;
    const char *compiler; /* "gcc 12.2.0" */
};

/* The judge (judge.c): a pure function of rubric and evidence; points and findings depend on nothing else. Fills
 * status, rubric, points, criteria, findings, evidence of *out; the rest is the caller's. */
void judge(const struct rubric *rubric, const struct evidence *evidence, struct arena *arena, struct grade *out);

/* The document bothends.grade/1 (grade_json.c), as compact UTF-8 JSON, or indented. */
struct bytes grade_json(const struct grade *grade, bool indent, struct arena *arena);

/* The document bothends.run/1 of one report. */
struct bytes run_json(const struct report *report, const struct findings *findings, bool indent, struct arena *arena);

/* Is there a criterion that is hidden, or due later than now? */
bool grade_withholds(const struct rubric *rubric, int64_t now_unix_ms);

/* A grade document as a student may see it at the time now: criteria that are hidden, or due later, keep id, title
 * and max_points and lose points, message and findings; runs of cases that only they name go; score and max_score
 * count the shown ones, and "withheld" says how many criteria and points are not shown. Works on the stored
 * document, with the rubric it was judged by. ERR_SYSTEM when the document is not one of ours. */
bool grade_for_student(struct bytes grade_json, const struct rubric *rubric, int64_t now_unix_ms, struct arena *arena,
                       struct bytes *out, struct err *e);

/* The text report of a grade document (text.c), at most width columns, coloured with ANSI when colour. sources may
 * be NULL: then no source lines are shown under findings. Never prints a control character of the student's. */
struct bytes grade_text(struct bytes grade_json, const struct source *sources, size_t source_count, bool colour,
                        struct arena *arena, struct err *e);
struct bytes run_text(struct bytes run_json, bool colour, struct arena *arena, struct err *e);

#endif
