/* statistics.h -- a class at one glance: a fold over its grades. */
#ifndef RUBRICS_STATISTICS_H
#define RUBRICS_STATISTICS_H

#include "rubrics/json.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"

#include <stdbool.h>

/* What the grades of one exercise have in common: how much of each criterion's points was earned, which findings are
 * most frequent, and which deadlocks have the same shape (shape.h), so that one remark serves them all. */
struct statistics;

struct statistics *statistics_begin(struct arena *arena);

/* One submission with its grade document. ERR_SYSTEM: it is none of ours. */
bool statistics_see(struct statistics *statistics, const char *submission, const char *student, struct bytes grade,
                    struct err *e);

/* bothends.statistics/1 (the caller's): {"count", "mean_share", "scores": counts of tenths of the full score,
 * "criteria": [{"id", "title", "max_points", "count", "mean_share", "full", "none"}],
 * "findings": [{"code", "severity", "submissions", "message", "hint"}], the most frequent first, and so are
 * "deadlocks": [{"shape", "kind", "submissions": [{"id", "student"}], "message", "hint"}]}. */
json_t *statistics_end(struct statistics *statistics);

#endif
