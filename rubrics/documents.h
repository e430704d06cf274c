/* documents.h -- the pieces that the JSON documents of contract.md are put together from. */
#ifndef RUBRICS_DOCUMENTS_H
#define RUBRICS_DOCUMENTS_H

#include "rubrics/evidence.h"
#include "rubrics/finding.h"
#include "rubrics/json.h"
#include "sandbox/base/buf.h"
#include "sandbox/report.h"

/* Every json_t returned here is the caller's, never NULL (running out of memory aborts). */

/* bothends.run/1 of one report (run_json.c), with all of the given findings (NULL: none) under "findings". */
json_t *run_document(const struct report *report, const struct findings *findings);

/* The list "timeline" of bothends.run/1 (timeline_json.c), and how many steps it leaves out. */
json_t *timeline_document(const struct report *report, size_t *left_out);

/* What "deadlock" of a run report says; JSON null when none was proved. */
json_t *deadlock_document(const struct report *report);

/* "values" of bothends.grade/1: one for each value of each case whose schedules were run (values_json.c). */
json_t *values_document(const struct evidence *evidence, struct arena *arena);

/* One finding, one place. Fields that say nothing (case_id NULL, ...) are left out, but code, severity, process,
 * thread, message, hint and where are always there. */
json_t *finding_document(const struct finding *finding);
json_t *place_document(const struct place *place);

/* A JSON string of any bytes: what is not UTF-8, and NUL, becomes U+FFFD. NULL text is JSON null. */
json_t *bytes_document(struct bytes data);
json_t *text_document(const char *text);

/* "SIGSEGV", "signal 34"; JSON null for 0. */
json_t *signal_document(int number);

/* value takes over the reference, as in jansson's _new functions, but aborts where they would fail. */
void document_set(json_t *object, const char *key, json_t *value);
void document_append(json_t *array, json_t *value);

#endif
