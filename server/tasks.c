/* tasks.c -- what workers do besides grading: the table of kinds of tasks. */
#include "server/tasks.h"

#include "server/jobs.h"
#include "server/paths.h"
#include "server/preview.h"
#include "server/programs.h"

#include <string.h>

struct call {
    struct store *store;
    struct box *box;
    struct bytes request;
    bool (*progress)(void *context, const char *what);
    void *context;
};

static bool do_preview(const struct call *call, struct arena *arena, json_t **out, struct err *e)
{
    struct preview preview;
    struct preview_fault fault;
    if (!preview_read(call->request, arena, &preview, &fault))
        return err_set(e, ERR_INPUT, "%s: %s", fault.pointer, fault.detail);
    return preview_make(call->store, call->box, &preview, call->progress, call->context, out, e);
}

/* The solutions that came with the program, for a rubric of the catalogue. */
static bool catalogue_solutions(const char *id, struct arena *arena, struct mutate_solution **out, size_t *count,
                                struct err *e)
{
    struct folder_names names;
    const char *folder;
    if (!paths_rubrics(arena_printf(arena, "catalog/%s/solutions", id), arena, &folder, e) ||
        !folder_names(folder, arena, &names, e))
        return false;
    *out = arena_alloc(arena, names.count + 1, sizeof **out);
    for (*count = 0; *count < names.count; (*count)++) {
        struct program program;
        if (!program_read(folder, names.items[*count], arena, &program, e))
            return false;
        (*out)[*count] = (struct mutate_solution){names.items[*count], program.files, program.file_count};
    }
    return *count > 0 || err_set(e, ERR_INPUT, "the catalogue has no solutions of '%s': send some", id);
}

static int64_t number(const json_t *document, const char *key)
{
    return json_integer_value(json_object_get(document, key));
}

static bool do_mutate(const struct call *call, struct arena *arena, json_t **out, struct err *e)
{
    struct mutation_request request;
    struct preview_fault fault;
    if (!preview_read_mutation(call->request, arena, &request, &fault))
        return err_set(e, ERR_INPUT, "%s: %s", fault.pointer, fault.detail);
    if (request.count == 0 && !catalogue_solutions(request.draft.id, arena, &request.solutions, &request.count, e))
        return false;
    if (!mutate_rubric(call->box, &request.draft, request.solutions, request.count, call->progress, call->context, out,
                       e))
        return false;
    if (!store_rubric_tested(call->store, request.draft.id, request.draft.sha256, number(*out, "killed"),
                             number(*out, "survived"), number(*out, "equivalent"), e)) {
        json_decref(*out);
        *out = NULL;
        return false;
    }
    return true;
}

/* Grades a submission by the rubric it was graded by, with one schedule, told step by step. Nothing is saved. */
static bool do_replay(const struct call *call, struct arena *arena, json_t **out, struct err *e)
{
    AUTO_JSON json_t *request = NULL;
    struct rubric rubric;
    struct grade grade = {0};
    struct pipeline_job job;
    if (!json_read(call->request, &request, e))
        return false;
    const char *id = json_string_value(json_object_get(request, "submission"));
    if (!jobs_load(call->store, id ? id : "", arena, &rubric, &job, e))
        return false;
    if (rubric.value_count == 0)
        return err_set(e, ERR_INPUT, "The rubric '%s' names no values: no schedules are tried, and none has a seed",
                       rubric.id);
    job.seed = 1;
    job.replay = (uint64_t)json_integer_value(json_object_get(request, "seed"));
    job.progress = call->progress;
    job.context = call->context;
    return pipeline_grade(call->box, &job, arena, &grade, e) && json_read(grade_json(&grade, false, arena), out, e);
}

static const struct {
    const char *kind;
    bool (*work)(const struct call *call, struct arena *arena, json_t **out, struct err *e);
} kinds[] = {
    {TASK_PREVIEW, do_preview},
    {TASK_MUTATE, do_mutate},
    {TASK_REPLAY, do_replay},
};

bool tasks_do(struct store *store, struct box *box, const struct store_task *task,
              bool (*progress)(void *context, const char *what), void *context, struct arena *arena,
              struct bytes *result, struct err *e)
{
    const struct call call = {store, box, task->request, progress, context};
    AUTO_JSON json_t *document = NULL;
    size_t i = 0;
    while (i < sizeof kinds / sizeof *kinds && strcmp(kinds[i].kind, task->kind) != 0)
        i++;
    if (i == sizeof kinds / sizeof *kinds)
        return err_set(e, ERR_SYSTEM, "nobody knows how to do a task of kind '%s'", task->kind);
    if (!kinds[i].work(&call, arena, &document, e))
        return false;
    *result = json_write(document, false, arena);
    return true;
}
