/* expect.h -- what each program of an exercise must get (bothends.expect/1). */
#ifndef SERVER_CLI_EXPECT_H
#define SERVER_CLI_EXPECT_H

#include "rubrics/grade.h"
#include "rubrics/rubric.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct expect_criterion {
    size_t index; /* in rubric.criteria */
    bool passed;
    uint32_t points; /* hundredths */
};

struct expect_program {
    const char *path; /* "solutions/NAME" or "mistakes/NAME": a file, or a folder of files */
    bool is_solution;
    enum grade_status status;
    uint32_t points; /* hundredths */
    struct expect_criterion *criteria; /* those that matter */
    size_t criterion_count;
    const char *const *findings; /* codes of severity error and warning, each as often as it must be found */
    size_t finding_count;
    const char *const *says; /* pieces of sentences that a student must be told, each in one message or hint */
    size_t say_count;
};

struct expect {
    struct expect_program *programs;
    size_t count;
    uint64_t without; /* bits of enum finding_code: not compared */
};

/* Reads expect.json of a rubric's folder as strictly as a rubric; false: errors, as rubric_parse gives them. */
bool expect_parse(struct bytes json, const struct rubric *rubric, struct arena *arena, struct expect *out,
                  struct rubric_errors *errors);

/* What of a grade is not as it must be, one sentence each; a solution must have all points and no error or warning
 * whatever its entry says. *count is 0 when all is well. */
const char *const *expect_compare(const struct expect *expect, const struct expect_program *program,
                                  const struct grade *grade, struct arena *arena, size_t *count);

#endif
