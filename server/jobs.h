/* jobs.h -- what the store knows of a submission, as work for the pipeline. */
#ifndef SERVER_JOBS_H
#define SERVER_JOBS_H

#include "server/pipeline.h"
#include "server/store.h"

#include <stdbool.h>

/* The submission's files and the rubric version that it is to be graded by (parsed into *rubric, which *out points to).
 * Everything lives in the arena; seed, progress and tape are the caller's. ERR_ABSENT: no such submission; ERR_SYSTEM
 * also when the stored rubric has faults. */
bool jobs_load(struct store *store, const char *id, struct arena *arena, struct rubric *rubric,
               struct pipeline_job *out, struct err *e);

/* What its last grade rests on (tape.h). Where that is not kept, or was kept by another version, the tape is empty. */
bool jobs_tape(struct store *store, const char *id, struct arena *arena, struct tape **out, struct err *e);

#endif
