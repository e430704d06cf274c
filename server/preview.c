/* preview.c -- what an edited rubric would do, before it counts: who goes up, who goes down, and why. */
#include "server/preview.h"

#include "rubrics/documents.h"
#include "sandbox/base/clock.h"
#include "server/build.h"
#include "server/jobs.h"
#include "server/sources.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* An old grade and the draft are compared criterion by criterion, by id. The new points come from the pipeline itself,
 * with the evidence of the old grade in its box (tape.h), so they are what a regrade would give; what the evidence does
 * not say is unknown, never guessed. */

static const uint64_t seed = 1;

static bool fail(struct preview_fault *fault, const char *pointer, const char *detail)
{
    *fault = (struct preview_fault){.pointer = pointer, .detail = detail};
    return false;
}

/* --- reading what is asked ---------------------------------------------------------------------------------------- */

static bool read_draft(const json_t *draft, struct arena *arena, struct rubric *out, struct preview_fault *fault)
{
    struct bytes text = {0};
    if (json_is_string(draft))
        text = (struct bytes){arena_copy(arena, json_string_value(draft), json_string_length(draft)),
                              json_string_length(draft)};
    else if (json_is_object(draft))
        text = json_write(draft, true, arena);
    else
        return fail(fault, "/rubric", "rubric is the draft: an object, or its text as a string.");
    if (text.size > RUBRIC_BYTES_MAX)
        return fail(fault, "/rubric", "A rubric is at most 1 MiB.");
    fault->pointer = "/rubric";
    fault->detail = "The draft has faults.";
    return rubric_parse(text, arena, out, &fault->draft);
}

static bool read_list(const json_t *files, const char *pointer, struct arena *arena, const struct source **out,
                      size_t *count, bool *is_archive, struct preview_fault *fault)
{
    if (!json_is_array(files) || json_array_size(files) == 0 || json_array_size(files) > SUBMISSION_FILES_MAX)
        return fail(fault, pointer, "files is a list of 1 to 64 files.");
    struct source *list = arena_alloc(arena, json_array_size(files), sizeof *list);
    struct source_fault bad = {0};
    struct err e = {0};
    for (size_t i = 0; i < json_array_size(files); i++)
        if (!source_from_json(json_array_get(files, i), arena, &list[i], &bad))
            return fail(fault, arena_printf(arena, "%s/%zu%s", pointer, i, bad.at), bad.detail);
    *out = list;
    *count = json_array_size(files);
    *is_archive = *count == 1 && build_is_archive(list[0].data);
    return build_files_ok(list, *count, *is_archive, &e) || fail(fault, pointer, arena_string(arena, e.text));
}

static bool read_files(const json_t *files, struct arena *arena, struct preview *out, struct preview_fault *fault)
{
    return read_list(files, "/files", arena, &out->files, &out->file_count, &out->is_archive, fault);
}

static bool read_ids(const json_t *ids, struct arena *arena, struct preview *out, struct preview_fault *fault)
{
    if (!json_is_array(ids) || json_array_size(ids) == 0 || json_array_size(ids) > PREVIEW_SUBMISSIONS_MAX)
        return fail(fault, "/submissions", "submissions is a list of 1 to 200 ids.");
    const char **list = arena_alloc(arena, json_array_size(ids), sizeof *list);
    for (size_t i = 0; i < json_array_size(ids); i++) {
        const char *id = json_string_value(json_array_get(ids, i));
        if (!id || !submission_id_ok(id))
            return fail(fault, arena_printf(arena, "/submissions/%zu", i), "This is no id of a submission.");
        list[i] = arena_string(arena, id);
    }
    out->ids = list;
    out->id_count = json_array_size(ids);
    return true;
}

static bool only_keys(const json_t *request, const char *const *known, struct arena *arena, struct preview_fault *fault)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)request, key, value)
    {
        size_t i = 0;
        while (known[i] && strcmp(known[i], key) != 0)
            i++;
        if (!known[i])
            return fail(fault, json_pointer("", key, arena), arena_printf(arena, "There is no key '%.60s' here.", key));
    }
    return true;
}

bool preview_read(struct bytes json, struct arena *arena, struct preview *out, struct preview_fault *fault)
{
    static const char *const known[] = {"rubric", "files", "submissions", "last", "run", NULL};
    AUTO_JSON json_t *request = NULL;
    struct err e = {0};
    struct preview preview = {.last = PREVIEW_SUBMISSIONS_DEFAULT};
    *fault = (struct preview_fault){0};
    if (!json_read(json, &request, &e))
        return fail(fault, "", arena_string(arena, e.text));
    if (!json_is_object(request))
        return fail(fault, "", "A preview is asked for with an object.");
    const json_t *files = json_object_get(request, "files"), *ids = json_object_get(request, "submissions"),
                 *last = json_object_get(request, "last"), *run = json_object_get(request, "run");
    if (!only_keys(request, known, arena, fault))
        return false;
    if ((files != NULL) + (ids != NULL) + (last != NULL) > 1)
        return fail(fault, "", "Ask for one of files, submissions and last.");
    if (last &&
        (!json_is_integer(last) || json_integer_value(last) < 1 || json_integer_value(last) > PREVIEW_SUBMISSIONS_MAX))
        return fail(fault, "/last", "last is a number from 1 to 200.");
    if (run && !json_is_boolean(run))
        return fail(fault, "/run", "run is true or false.");
    if (!read_draft(json_object_get(request, "rubric"), arena, &preview.draft, fault) ||
        (files && !read_files(files, arena, &preview, fault)) || (ids && !read_ids(ids, arena, &preview, fault)))
        return false;
    if (last)
        preview.last = (size_t)json_integer_value(last);
    preview.run = json_is_true(run);
    *out = preview;
    return true;
}

static bool read_solution(const json_t *json, size_t index, struct arena *arena, struct mutate_solution *out,
                          struct preview_fault *fault)
{
    const char *name = json_string_value(json_object_get(json, "name"));
    bool is_archive = false;
    if (!name)
        return fail(fault, arena_printf(arena, "/solutions/%zu/name", index), "A solution needs a name.");
    out->name = arena_string(arena, name);
    if (!read_list(json_object_get(json, "files"), arena_printf(arena, "/solutions/%zu/files", index), arena,
                   &out->files, &out->file_count, &is_archive, fault))
        return false;
    return !is_archive || fail(fault, arena_printf(arena, "/solutions/%zu/files", index), "Give the files themselves.");
}

bool preview_read_mutation(struct bytes json, struct arena *arena, struct mutation_request *out,
                           struct preview_fault *fault)
{
    static const char *const known[] = {"rubric", "solutions", NULL};
    AUTO_JSON json_t *request = NULL;
    struct err e = {0};
    *fault = (struct preview_fault){0};
    *out = (struct mutation_request){0};
    if (!json_read(json, &request, &e))
        return fail(fault, "", arena_string(arena, e.text));
    const json_t *solutions = json_object_get(request, "solutions");
    if (!json_is_object(request))
        return fail(fault, "", "This is asked for with an object.");
    if (!only_keys(request, known, arena, fault) ||
        !read_draft(json_object_get(request, "rubric"), arena, &out->draft, fault))
        return false;
    if (!solutions)
        return true;
    if (!json_is_array(solutions) || json_array_size(solutions) == 0 || json_array_size(solutions) > 20)
        return fail(fault, "/solutions", "solutions is a list of 1 to 20 solutions.");
    out->solutions = arena_alloc(arena, json_array_size(solutions), sizeof *out->solutions);
    for (; out->count < json_array_size(solutions); out->count++)
        if (!read_solution(json_array_get(solutions, out->count), out->count, arena, &out->solutions[out->count],
                           fault))
            return false;
    return true;
}

/* --- one submission, then and now --------------------------------------------------------------------------------- */

/* What changes in one criterion over all submissions. */
struct tally {
    size_t up, down, same, unknown, old_count, new_count;
    double old_sum, new_sum;
};

struct work {
    struct store *store;
    struct box *box;
    const struct preview *preview;
    bool (*progress)(void *context, const char *what);
    void *context;
    struct tally all, *criteria;
};

static json_t *hundredths(int64_t points)
{
    return json_real((double)points / 100);
}

static void count(struct tally *tally, bool had, int64_t before, bool known, int64_t after)
{
    if (had) {
        tally->old_count++;
        tally->old_sum += (double)before / 100;
    }
    if (known) {
        tally->new_count++;
        tally->new_sum += (double)after / 100;
    }
    if (!known)
        tally->unknown++;
    else if (had)
        *(after > before ? &tally->up : after < before ? &tally->down : &tally->same) += 1;
}

/* The criterion of the same id in the old grade document; NULL: it is new. */
static const json_t *old_criterion(const json_t *old, const char *id)
{
    const json_t *list = json_object_get(old, "criteria");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *have = json_string_value(json_object_get(json_array_get(list, i), "id"));
        if (have && strcmp(have, id) == 0)
            return json_array_get(list, i);
    }
    return NULL;
}

static int64_t old_points(const json_t *holder, const char *key)
{
    return llround(json_number_value(json_object_get(holder, key)) * 100);
}

/* grade NULL: how it builds is not in the evidence, so nothing is known. */
static json_t *compare_criteria(struct work *work, const json_t *old, const struct grade *grade, size_t *unknown)
{
    const struct rubric *draft = &work->preview->draft;
    json_t *list = json_array();
    for (size_t i = 0; i < draft->criterion_count; i++) {
        const struct rubric_criterion *wanted = &draft->criteria[i];
        const json_t *then = old_criterion(old, wanted->id);
        bool known = grade && !grade->criteria[i].unknown;
        int64_t before = old_points(then, "points"), after = known ? grade->criteria[i].points : 0;
        count(&work->criteria[i], then != NULL, before, known, after);
        *unknown += !known;
        json_t *item = json_object();
        document_set(item, "id", text_document(wanted->id));
        document_set(item, "old", then ? hundredths(before) : json_null());
        document_set(item, "new", known ? hundredths(after) : json_null());
        if (known)
            document_set(item, "message", text_document(grade->criteria[i].message));
        else
            document_set(item, "needs_run", json_true());
        document_append(list, item);
    }
    return list;
}

static bool judge_anew(struct work *work, const struct store_submission *submission, struct arena *arena,
                       struct grade *out, bool *known, struct err *e)
{
    const struct preview *preview = work->preview;
    struct rubric then; /* the draft takes its place */
    struct pipeline_job job;
    struct tape *tape;
    if (!jobs_load(work->store, submission->id, arena, &then, &job, e) ||
        !jobs_tape(work->store, submission->id, arena, &tape, e))
        return false;
    job.rubric = &preview->draft;
    job.rubric_version = 0;
    job.seed = seed;
    job.tape = tape;
    job.tape_mode = preview->run ? TAPE_REUSE : TAPE_REPLAY;
    job.progress = work->progress;
    job.context = work->context;
    *known = pipeline_grade(work->box, &job, arena, out, e);
    if (*known || preview->run || e->code != ERR_ABSENT || (work->progress && !work->progress(work->context, NULL)))
        return *known;
    *e = (struct err){0}; /* not in the evidence: nothing is known */
    return true;
}

static bool compare(struct work *work, const struct store_submission *submission, json_t *list, struct err *e)
{
    AUTO_ARENA struct arena *arena = arena_make();
    AUTO_JSON json_t *old = NULL;
    struct grade grade = {0};
    bool known = false;
    size_t unknown = 0;
    if (!judge_anew(work, submission, arena, &grade, &known, e))
        return false;
    if (!json_read(submission->grade, &old, e))
        return err_set(e, ERR_SYSTEM, "the stored grade of '%s' is no JSON", submission->id);
    json_t *item = json_object();
    document_set(item, "id", text_document(submission->id));
    document_set(item, "student", text_document(submission->student));
    document_set(item, "rubric_version", json_integer(submission->rubric_version));
    json_t *criteria = compare_criteria(work, old, known ? &grade : NULL, &unknown);
    document_set(item, "old_score", hundredths(submission->points));
    document_set(item, "old_max_score", hundredths(submission->max_points));
    document_set(item, "new_score", unknown == 0 ? hundredths(grade.points) : json_null());
    document_set(item, "change", unknown == 0 ? hundredths((int64_t)grade.points - submission->points) : json_null());
    document_set(item, "criteria", criteria);
    count(&work->all, true, submission->points, unknown == 0, grade.points);
    document_append(list, item);
    return true;
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static void set_tally(json_t *to, const struct tally *tally)
{
    document_set(to, "up", json_integer((json_int_t)tally->up));
    document_set(to, "down", json_integer((json_int_t)tally->down));
    document_set(to, "same", json_integer((json_int_t)tally->same));
    document_set(to, "needs_run", json_integer((json_int_t)tally->unknown));
    document_set(to, "old_mean",
                 tally->old_count > 0 ? json_real(tally->old_sum / (double)tally->old_count) : json_null());
    document_set(to, "new_mean",
                 tally->new_count > 0 ? json_real(tally->new_sum / (double)tally->new_count) : json_null());
}

static json_t *criteria_document(const struct work *work)
{
    const struct rubric *draft = &work->preview->draft;
    json_t *list = json_array();
    for (size_t i = 0; i < draft->criterion_count; i++) {
        json_t *item = json_object();
        document_set(item, "id", text_document(draft->criteria[i].id));
        document_set(item, "title", text_document(draft->criteria[i].title));
        document_set(item, "max_points", hundredths(draft->criteria[i].points));
        set_tally(item, &work->criteria[i]);
        document_append(list, item);
    }
    return list;
}

/* The submissions that are to be judged, with their grades. Those that never got one are left out. */
static bool find(struct work *work, struct arena *arena, struct store_submission **out, size_t *found, struct err *e)
{
    const struct preview *preview = work->preview;
    const struct store_filter filter = {.rubric_id = preview->draft.id, .limit = PREVIEW_SUBMISSIONS_MAX};
    struct store_submission *list = NULL;
    size_t listed = preview->id_count;
    *found = 0;
    if (!preview->ids && !store_submission_list(work->store, &filter, arena, &list, &listed, e))
        return false;
    *out = arena_alloc(arena, listed + 1, sizeof **out);
    for (size_t i = 0; i < listed && (preview->ids || *found < preview->last); i++) {
        struct store_submission *one = &(*out)[*found];
        const char *id = preview->ids ? preview->ids[i] : list[i].id;
        if (!store_submission_get(work->store, id, arena, one, e))
            return false;
        if (strcmp(one->rubric_id, preview->draft.id) != 0)
            return err_set(e, ERR_ABSENT, "'%s' is no submission of '%s'", id, preview->draft.id);
        *found += one->grade.size > 0;
    }
    return true;
}

static bool make_submissions(struct work *work, struct arena *arena, json_t *document, struct err *e)
{
    struct store_submission *submissions = NULL;
    size_t found = 0;
    json_t *list = json_array(), *summary = json_object();
    document_set(document, "submissions", list);
    document_set(document, "summary", summary);
    if (!find(work, arena, &submissions, &found, e))
        return false;
    for (size_t i = 0; i < found; i++) {
        if (work->progress && !work->progress(work->context, arena_printf(arena, "judging %zu/%zu", i + 1, found)))
            return err_set(e, ERR_ABSENT, "stopped while judging");
        if (!compare(work, &submissions[i], list, e))
            return false;
    }
    document_set(summary, "count", json_integer((json_int_t)found));
    set_tally(summary, &work->all);
    document_set(document, "criteria", criteria_document(work));
    return true;
}

static bool make_sample(const struct work *work, struct arena *arena, json_t *document, struct err *e)
{
    const struct preview *preview = work->preview;
    const struct pipeline_job job = {.rubric = &preview->draft,
                                     .submission_id = "",
                                     .files = preview->files,
                                     .file_count = preview->file_count,
                                     .is_archive = preview->is_archive,
                                     .seed = seed,
                                     .progress = work->progress,
                                     .context = work->context};
    struct grade grade = {0};
    json_t *shown = NULL;
    if (!pipeline_grade(work->box, &job, arena, &grade, e))
        return false;
    CHECK(json_read(grade_json(&grade, false, arena), &shown, e)); /* ours */
    document_set(document, "grade", shown);
    return true;
}

bool preview_make(struct store *store, struct box *box, const struct preview *preview,
                  bool (*progress)(void *context, const char *what), void *context, json_t **out, struct err *e)
{
    AUTO_ARENA struct arena *arena = arena_make();
    AUTO_JSON json_t *document = json_object();
    json_t *rubric = json_object();
    struct work work = {.store = store,
                        .box = box,
                        .preview = preview,
                        .progress = progress,
                        .context = context,
                        .criteria = arena_alloc(arena, preview->draft.criterion_count + 1, sizeof *work.criteria)};
    document_set(document, "schema", json_string("bothends.preview/1"));
    document_set(rubric, "id", text_document(preview->draft.id));
    document_set(rubric, "sha256", json_string(preview->draft.sha256));
    document_set(rubric, "max_score", hundredths(preview->draft.max_points));
    document_set(document, "rubric", rubric);
    const uint64_t began = clock_ns();
    if (!(preview->file_count > 0 ? make_sample(&work, arena, document, e)
                                  : make_submissions(&work, arena, document, e)))
        return false;
    document_set(document, "timing_ms", json_real(round((double)(clock_ns() - began) / 1e5) / 10));
    *out = json_incref(document);
    return true;
}

/* --- for people --------------------------------------------------------------------------------------------------- */

static const char *number(const json_t *value, char out[static 16])
{
    if (json_is_number(value))
        (void)snprintf(out, 16, "%.2f", json_number_value(value)); /* a score fits */
    return json_is_number(value) ? out : "?";
}

static void add_tally(struct buf *out, const json_t *tally)
{
    char before[16], after[16];
    buf_printf(out, "%8s %8s %6lld %6lld %6lld %10lld", number(json_object_get(tally, "old_mean"), before),
               number(json_object_get(tally, "new_mean"), after),
               (long long)json_integer_value(json_object_get(tally, "up")),
               (long long)json_integer_value(json_object_get(tally, "down")),
               (long long)json_integer_value(json_object_get(tally, "same")),
               (long long)json_integer_value(json_object_get(tally, "needs_run")));
}

struct bytes preview_text(const json_t *document, struct arena *arena)
{
    AUTO_BUF struct buf out = {0}, shown = {0};
    const json_t *submissions = json_object_get(document, "submissions"), *criteria;
    criteria = json_object_get(document, "criteria");
    buf_printf(&out, "%-32s  %-20s %8s %8s %8s\n", "submission", "student", "old", "new", "change");
    for (size_t i = 0; i < json_array_size(submissions); i++) {
        const json_t *one = json_array_get(submissions, i);
        char before[16], after[16], change[16];
        buf_printf(&out, "%-32s  %-20.20s %8s %8s %8s\n", json_string_value(json_object_get(one, "id")),
                   json_string_value(json_object_get(one, "student")),
                   number(json_object_get(one, "old_score"), before), number(json_object_get(one, "new_score"), after),
                   number(json_object_get(one, "change"), change));
    }
    buf_printf(&out, "\n%-32s %8s %8s %6s %6s %6s %10s\n", "criterion", "old mean", "new mean", "up", "down", "same",
               "needs run");
    for (size_t i = 0; i < json_array_size(criteria); i++) {
        buf_printf(&out, "%-32.32s ", json_string_value(json_object_get(json_array_get(criteria, i), "id")));
        add_tally(&out, json_array_get(criteria, i));
        buf_add_string(&out, "\n");
    }
    buf_printf(&out, "%-32s ", "all");
    add_tally(&out, json_object_get(document, "summary"));
    buf_add_string(&out, "\n");
    buf_add_printable(&shown, out.data, out.size);
    return (struct bytes){arena_copy(arena, shown.data, shown.size), shown.size};
}
