/* mutate.h -- does a rubric notice the mistakes that students make? Its solutions, each with one mistake, graded. */
#ifndef SERVER_MUTATE_H
#define SERVER_MUTATE_H

#include "rubrics/evidence.h"
#include "rubrics/json.h"
#include "rubrics/rubric.h"
#include "server/box.h"

#include <stdbool.h>
#include <stddef.h>

/* Mutation testing (DeMillo, Lipton, Sayward 1978) of a rubric: mutants of its solutions (mutants.h) are graded by it.
 * killed      it gets fewer points than the solution, or does not compile by the rubric's flags: the rubric noticed
 * equivalent  nothing that was seen of it differs from the solution: outcomes, output, processes, pipe ends, values
 * survived    it runs otherwise, and the rubric did not notice
 * The score of a rubric is killed / (killed + survived). */

struct mutate_solution {
    const char *name;
    const struct source *files;
    size_t file_count;
};

/* Returns the document bothends.mutation/1 (the caller's): {"rubric", "killed", "survived", "equivalent", "score" (null
 * without mutants), "solutions": [{"name", "score", "max_score", "mutants"}], "mutants": [{"solution", "file", "line",
 * "kind", "title", "status", "points", "runs": what it does at run time, "diff"}]}. progress as in pipeline_job.
 * False: ERR_ABSENT: clang is not here, or progress said stop; ERR_INPUT: a solution does not get all points;
 * ERR_SYSTEM: ours. */
bool mutate_rubric(struct box *box, const struct rubric *rubric, const struct mutate_solution *solutions, size_t count,
                   bool (*progress)(void *context, const char *what), void *context, json_t **out, struct err *e);

/* The document for people: the score, and the survivors with their diffs. */
struct bytes mutate_text(const json_t *document, struct arena *arena);

#endif
