/* gradescope.h -- a grade as Gradescope's results.json. */
#ifndef RUBRICS_GRADESCOPE_H
#define RUBRICS_GRADESCOPE_H

#include "rubrics/json.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"

#include <stdbool.h>

/* From a grade document, whole or as a student sees it, the document that Gradescope's autograders write
 * (gradescope-autograders.readthedocs.io, specs): one test for each criterion, its findings as the test's output.
 * *out is the caller's. ERR_SYSTEM: the document is no grade. */
bool gradescope_results(struct bytes grade_json, json_t **out, struct err *e);

#endif
