/* report_page.h -- one HTML file that shows a grade or a run report, with nothing to load from anywhere. */
#ifndef SERVER_REPORT_PAGE_H
#define SERVER_REPORT_PAGE_H

#include "rubrics/evidence.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"

/* document: bothends.grade/1 or bothends.run/1. Of the files, those whose SHA-256 a grade names are shown with marks
 * (a run report names none, and takes all); a file that the grade does not name is ERR_INPUT. False: *out untouched. */
bool report_page(struct bytes document, const struct source *files, size_t count, struct arena *arena,
                 struct bytes *out, struct err *e);

#endif
