/* values_text.h -- what values end with, as tables for people. */
#ifndef RUBRICS_VALUES_TEXT_H
#define RUBRICS_VALUES_TEXT_H

#include "rubrics/json.h"
#include "rubrics/page.h"

/* Appends the "values" of a grade document: for each the outcomes with counts and seeds, and the witness as columns by
 * process. Nothing when there are none. */
void values_text(struct page *page, const json_t *values, struct arena *arena);

#endif
