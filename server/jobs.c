/* jobs.c -- what the store knows of a submission, as work for the pipeline. */
#include "server/jobs.h"

bool jobs_load(struct store *store, const char *id, struct arena *arena, struct rubric *rubric,
               struct pipeline_job *out, struct err *e)
{
    struct store_submission submission;
    struct store_rubric stored;
    struct rubric_errors errors = {0};
    struct source *files = NULL;
    size_t file_count = 0;
    if (!store_submission_get(store, id, arena, &submission, e) ||
        !store_rubric_get(store, submission.rubric_id, submission.rubric_version, arena, &stored, e) ||
        !store_submission_files(store, id, arena, &files, &file_count, e))
        return false;
    if (!rubric_parse(stored.json, arena, rubric, &errors))
        return err_set(e, ERR_SYSTEM, "rubric '%s' version %u: %s: %s", stored.id, stored.version,
                       errors.items[0].pointer, errors.items[0].detail);
    *out = (struct pipeline_job){.rubric = rubric,
                                 .rubric_version = stored.version,
                                 .submission_id = arena_string(arena, submission.id),
                                 .files = files,
                                 .file_count = file_count,
                                 .is_archive = submission.is_archive};
    return true;
}

bool jobs_tape(struct store *store, const char *id, struct arena *arena, struct tape **out, struct err *e)
{
    struct bytes kept;
    struct err why = {0};
    *out = tape_make(arena);
    return (store_evidence_get(store, id, arena, &kept, &why) && tape_read(kept, arena, out, &why)) ||
           why.code != ERR_SYSTEM || err_set(e, ERR_SYSTEM, "%s", why.text);
}
