/* preview.h -- what an edited rubric would do, before it counts: who goes up, who goes down, and why. */
#ifndef SERVER_PREVIEW_H
#define SERVER_PREVIEW_H

#include "rubrics/json.h"
#include "rubrics/rubric.h"
#include "server/box.h"
#include "server/mutate.h"
#include "server/pipeline.h"
#include "server/store.h"

#include <stdbool.h>
#include <stddef.h>

enum { PREVIEW_SUBMISSIONS_MAX = 200, PREVIEW_SUBMISSIONS_DEFAULT = 50 };

/* What is asked: a draft, and what to judge by it. Sample files, or submissions of the store: the newest, or named
 * ones. run: where evidence is missing, run the program (else such criteria stay unknown). */
struct preview {
    struct rubric draft;
    const struct source *files; /* sample code; file_count 0: submissions */
    size_t file_count;
    bool is_archive;
    const char *const *ids; /* of submissions; NULL: the newest `last` ones of the draft's rubric */
    size_t id_count, last;
    bool run;
};

/* What is wrong with a request: of the draft as rubric_parse says it, or of the rest at a JSON pointer. */
struct preview_fault {
    struct rubric_errors draft; /* count 0: it is well */
    const char *pointer, *detail;
};

/* Reads {"rubric": the draft (an object, or its text as a string: then its lines are the text's), "files": [...],
 * "submissions": [ids], "last": N, "run": BOOL}. Everything lives in the arena. */
bool preview_read(struct bytes json, struct arena *arena, struct preview *out, struct preview_fault *fault);

/* What is asked of a mutation: {"rubric": a draft as above, "solutions": [{"name", "files": [...]}]}; without
 * solutions those of the catalogue are taken (mutate.h). */
struct mutation_request {
    struct rubric draft;
    struct mutate_solution *solutions;
    size_t count;
};
bool preview_read_mutation(struct bytes json, struct arena *arena, struct mutation_request *out,
                           struct preview_fault *fault);

/* Judges, and returns the document bothends.preview/1 (the caller's reference). Nothing is saved. store may be NULL for
 * sample code. progress as in pipeline_job. False: ours (ERR_SYSTEM), or stopped, or a named submission is not one of
 * the rubric (ERR_ABSENT). */
bool preview_make(struct store *store, struct box *box, const struct preview *preview,
                  bool (*progress)(void *context, const char *what), void *context, json_t **out, struct err *e);

/* The document for people, as a table. */
struct bytes preview_text(const json_t *document, struct arena *arena);

#endif
