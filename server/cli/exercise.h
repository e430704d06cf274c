/* exercise.h -- one exercise's own programs, graded and compared with what each must get. */
#ifndef SERVER_CLI_EXERCISE_H
#define SERVER_CLI_EXERCISE_H

#include "rubrics/json.h"
#include "rubrics/rubric.h"
#include "server/cli/cli.h"
#include "server/mutate.h"

#include <stdbool.h>

/* Grades every program of the folder in which the rubric stands, and returns what was found as JSON (the caller's):
 * {"rubric": PATH, "errors": [...], "programs": [{"path", "status", "points", "max_points", "passed",
 * "differences": [...]}], "passed": BOOL}. errors are faults of rubric.json, of expect.json, and programs that are not
 * listed. With rescore each is judged again from the evidence of its grade, which must give the very same. False: the
 * grader failed (ERR_SYSTEM), or a file could not be read. */
bool exercise_test(const char *rubric_path, const struct cli_common *common, bool rescore, struct box *box,
                   struct arena *arena, json_t **out, struct err *e);

/* The right programs beside a rubric, or of an exercise of the catalogue by its name. Everything lives in the arena.
 * ERR_INPUT: a document has faults, ERR_ABSENT: there are none. */
bool exercise_solutions(const char *name, struct arena *arena, struct rubric *rubric, struct mutate_solution **out,
                        size_t *count, struct err *e);

/* Where the rubric of an exercise stands: of the catalogue by its name, else the file itself. */
bool exercise_path(const char *name, struct arena *arena, const char **out, struct err *e);

/* An array of {"pointer", "line", "detail"}. */
json_t *exercise_errors(const struct rubric_errors *errors);

#endif
