/* exercise.h -- one exercise's own programs, graded and compared with what each must get. */
#ifndef SERVER_CLI_EXERCISE_H
#define SERVER_CLI_EXERCISE_H

#include "rubrics/json.h"
#include "rubrics/rubric.h"
#include "server/cli/cli.h"

#include <stdbool.h>

/* Grades every program of the folder in which the rubric stands, and returns what was found as JSON (the caller's):
 * {"rubric": PATH, "errors": [...], "programs": [{"path", "status", "points", "max_points", "passed",
 * "differences": [...]}], "passed": BOOL}. errors are faults of rubric.json, of expect.json, and programs that are not
 * listed. False: the grader failed (ERR_SYSTEM), or a file could not be read. */
bool exercise_test(const char *rubric_path, const struct cli_common *common, struct box *box, struct arena *arena,
                   json_t **out, struct err *e);

/* An array of {"pointer", "line", "detail"}. */
json_t *exercise_errors(const struct rubric_errors *errors);

#endif
