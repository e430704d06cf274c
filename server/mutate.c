/* mutate.c -- does a rubric notice the mistakes that students make? Its solutions, each with one mistake, graded. */
#include "server/mutate.h"

#include "rubrics/documents.h"
#include "rubrics/grade.h"
#include "rubrics/match.h"
#include "server/build.h"
#include "server/mutants.h"
#include "server/pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TREE_KIB_MAX = 96 * 1024, ARGS_MAX = 32 };

static const char clang[] = "/usr/lib/llvm-14/bin/clang"; /* the folder that the compiler's view shows (walls/view.c) */

static const struct limits tree_limits = {.cpu_ms = 10000,
                                          .wall_ms = 30000,
                                          .memory_kib = 512 * 1024,
                                          .processes = 16,
                                          .output_kib = TREE_KIB_MAX,
                                          .file_kib = 1024};

struct work {
    struct box *box;
    const struct rubric *rubric;
    bool (*progress)(void *context, const char *what);
    void *context;
    json_t *mutants;
    size_t counts[3]; /* by status */
};

enum status { KILLED, SURVIVED, EQUIVALENT };
static const char *const status_names[] = {"killed", "survived", "equivalent"};

/* --- the syntax tree ---------------------------------------------------------------------------------------------- */

static bool syntax_tree(struct work *work, const struct mutate_solution *solution, const struct source *file,
                        struct arena *arena, struct bytes *out, struct err *e)
{
    const char *args[ARGS_MAX] = {clang, "-fsyntax-only", "-w", "-fno-color-diagnostics", "-Xclang", "-ast-dump=json"};
    struct box_file *files = arena_alloc(arena, solution->file_count + 1, sizeof *files);
    struct bytes kit;
    struct report said;
    size_t n = 6, file_count = 0;
    args[n++] = arena_printf(arena, "-std=%s", work->rubric->standard);
    if (work->rubric->kit) {
        if (!build_kit(arena, &kit, e))
            return false;
        args[n++] = "-isystem";
        args[n++] = "/box/kit";
        files[file_count++] = (struct box_file){.place = PLACE_BOX, .name = "kit/mp.h", .mode = 0444, .data = kit};
    }
    args[n++] = "-iquote";
    args[n++] = ".";
    args[n++] = arena_printf(arena, "./%s", file->name);
    for (size_t i = 0; i < solution->file_count; i++)
        files[file_count++] = (struct box_file){
            .place = PLACE_WORK, .name = solution->files[i].name, .mode = 0444, .data = solution->files[i].data};
    const struct box_job job = {
        .policy = POLICY_COMPILE, .limits = tree_limits, .args = args, .files = files, .file_count = file_count};
    if (!box_run(work->box, &job, arena, &said, e))
        return false;
    if (said.outcome != OUTCOME_EXITED || said.exit_code != 0 || said.out.truncated)
        return err_set(e, ERR_SYSTEM, "clang cannot read %s: %s, exit status %d: %.200s", file->name,
                       outcome_name(said.outcome), said.exit_code,
                       arena_copy(arena, said.err.data.data, said.err.data.size));
    *out = said.out.data;
    return true;
}

/* --- what was seen of a program ----------------------------------------------------------------------------------- */

static void copy(json_t *to, const json_t *from, const char *const *keys)
{
    for (; *keys; keys++)
        if (json_object_get(from, *keys))
            document_set(to, *keys, json_incref(json_object_get(from, *keys)));
}

static json_t *copy_all(const json_t *list, const char *const *keys)
{
    json_t *out = json_array();
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *one = json_object();
        copy(one, json_array_get(list, i), keys);
        document_append(out, one);
    }
    return out;
}

/* A pipe without its places: who had which end, by what, used or not, closed or not. */
static json_t *pipe_seen(const json_t *pipe)
{
    static const char *const of_end[] = {"process", "end", "from", "used", "open_at_exit", NULL};
    const json_t *ends = json_object_get(pipe, "ends");
    json_t *out = json_object(), *list = copy_all(ends, of_end);
    for (size_t i = 0; i < json_array_size(ends); i++)
        document_set(json_array_get(list, i), "closed",
                     json_boolean(json_is_object(json_object_get(json_array_get(ends, i), "closed_at"))));
    copy(out, pipe, (const char *const[]){"name", "kind", NULL});
    document_set(out, "ends", list);
    return out;
}

/* Where the rubric takes two neighbouring lines in either order, their order is chance, not behaviour: the lines sorted
 * as far as swaps of neighbours go that the rubric does not mind. */
static void sort_freely(struct bytes *lines, size_t count, const struct expectation *wanted)
{
    for (size_t sorted = 0; sorted + 1 < count; sorted++)
        for (size_t i = 0; i + 1 < count - sorted; i++) {
            AUTO_BUF struct buf text = {0};
            const struct bytes low = lines[i], high = lines[i + 1];
            int order = memcmp(low.data, high.data, low.size < high.size ? low.size : high.size);
            if (order < 0 || (order == 0 && low.size <= high.size))
                continue;
            lines[i] = high;
            lines[i + 1] = low;
            for (size_t k = 0; k < count; k++)
                buf_add(&text, lines[k].data, lines[k].size);
            if (match_text(wanted, (struct bytes){text.data, text.size}))
                continue;
            lines[i] = low;
            lines[i + 1] = high;
        }
}

static void forget_order(json_t *run, const struct expectation *wanted)
{
    enum { LINES_MAX = 32 };
    struct bytes lines[LINES_MAX];
    const char *text = json_string_value(json_object_get(json_object_get(run, "stdout"), "text"));
    struct bytes rest = {text, text ? strlen(text) : 0};
    AUTO_BUF struct buf sorted = {0};
    size_t count = 0;
    if (!text || !match_text(wanted, rest))
        return;
    for (; rest.size > 0 && count < LINES_MAX; count++) {
        const char *end = memchr(rest.data, '\n', rest.size);
        size_t size = end ? (size_t)(end - rest.data) + 1 : rest.size;
        lines[count] = (struct bytes){rest.data, size};
        rest = (struct bytes){rest.data + size, rest.size - size};
    }
    if (rest.size > 0) /* too many: they are compared as they are */
        return;
    sort_freely(lines, count, wanted);
    buf_add(&sorted, "", 0);
    for (size_t i = 0; i < count; i++)
        buf_add(&sorted, lines[i].data, lines[i].size);
    document_set(run, "stdout", json_stringn(sorted.data, sorted.size));
}

static const struct expectation *stdout_wanted(const struct rubric *rubric, const char *case_id)
{
    for (size_t i = 0; i < rubric->case_count; i++)
        if (case_id && strcmp(rubric->cases[i].id, case_id) == 0 && rubric->cases[i].has_stdout)
            return &rubric->cases[i].stdout_wanted;
    return NULL;
}

static int by_text(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

/* What a value ended with in all the schedules, no matter which was met first, and how often. */
static json_t *outcomes_seen(const json_t *value)
{
    AUTO_ARENA struct arena *arena = arena_make();
    const json_t *outcomes = json_object_get(value, "outcomes");
    size_t count = json_array_size(outcomes);
    const char **texts = arena_alloc(arena, count + 1, sizeof *texts);
    json_t *out = json_array();
    for (size_t i = 0; i < count; i++) {
        const char *text = json_string_value(json_object_get(json_array_get(outcomes, i), "value"));
        texts[i] = text ? text : "no value";
    }
    qsort(texts, count, sizeof *texts, by_text);
    for (size_t i = 0; i < count; i++)
        document_append(out, text_document(texts[i]));
    return out;
}

static json_t *values_seen(const json_t *grade)
{
    static const char *const of_value[] = {"name", "race_free", "complete", NULL};
    const json_t *values = json_object_get(grade, "values");
    json_t *out = copy_all(values, of_value);
    for (size_t i = 0; i < json_array_size(values); i++)
        document_set(json_array_get(out, i), "outcomes", outcomes_seen(json_array_get(values, i)));
    return out;
}

static json_t *run_seen(const json_t *run, const struct rubric *rubric)
{
    static const char *const of_run[] = {"outcome", "exit_code", "signal", "stdout", "stderr", "files", NULL},
                             *const of_process[] = {"name", "parent", "exit_code", "signal", "ended_by", NULL};
    const json_t *report = json_object_get(run, "report"), *pipes = json_object_get(report, "pipes");
    const struct expectation *wanted = stdout_wanted(rubric, json_string_value(json_object_get(run, "case")));
    json_t *out = json_object(), *list = json_array();
    copy(out, report, of_run);
    if (wanted)
        forget_order(out, wanted);
    document_set(out, "processes", copy_all(json_object_get(report, "processes"), of_process));
    for (size_t k = 0; k < json_array_size(pipes); k++)
        document_append(list, pipe_seen(json_array_get(pipes, k)));
    document_set(out, "pipes", list);
    return out;
}

/* All of a grade that does not hang on chance or on the lines of the source. */
static json_t *seen_of(const json_t *grade, const struct rubric *rubric)
{
    static const char *const of_finding[] = {"code", "process", "pipe", "end", "kind", NULL};
    const json_t *all = json_object_get(grade, "runs");
    json_t *out = json_object(), *runs = json_array();
    for (size_t i = 0; i < json_array_size(all); i++)
        document_append(runs, run_seen(json_array_get(all, i), rubric));
    document_set(out, "runs", runs);
    document_set(out, "findings", copy_all(json_object_get(grade, "findings"), of_finding));
    document_set(out, "values", values_seen(grade));
    copy(out, grade, (const char *const[]){"status", NULL});
    return out;
}

/* "deadlock: pipe-end-left-open, ..." or "exited 0, the same output". */
static const char *at_run_time(const json_t *grade, const json_t *right, struct arena *arena)
{
    AUTO_BUF struct buf out = {0};
    const json_t *runs = json_object_get(grade, "runs"), *findings = json_object_get(grade, "findings");
    const json_t *report = json_object_get(json_array_get(runs, 0), "report"),
                 *other = json_object_get(json_array_get(json_object_get(right, "runs"), 0), "report");
    const char *outcome = json_string_value(json_object_get(report, "outcome"));
    buf_add_string(&out, outcome ? outcome : "does not compile");
    if (json_is_integer(json_object_get(report, "exit_code")))
        buf_printf(&out, " %lld", (long long)json_integer_value(json_object_get(report, "exit_code")));
    if (report)
        buf_add_string(&out, json_equal(json_object_get(report, "stdout"), json_object_get(other, "stdout"))
                                 ? ", the same output"
                                 : ", another output");
    for (size_t i = 0; i < json_array_size(findings) && i < 8; i++) {
        const char *code = json_string_value(json_object_get(json_array_get(findings, i), "code"));
        buf_printf(&out, "%s%s", i == 0 ? "; " : ", ", code ? code : "?");
    }
    return arena_string(arena, out.data);
}

/* --- grading ------------------------------------------------------------------------------------------------------ */

static bool grade(struct work *work, const struct source *files, size_t count, struct arena *arena, json_t **out,
                  uint32_t *points, struct err *e)
{
    const struct pipeline_job job = {.rubric = work->rubric,
                                     .submission_id = "",
                                     .files = files,
                                     .file_count = count,
                                     .seed = 1,
                                     .progress = work->progress,
                                     .context = work->context};
    struct grade graded = {0};
    if (!pipeline_grade(work->box, &job, arena, &graded, e) || !json_read(grade_json(&graded, false, arena), out, e))
        return false;
    *points = graded.points;
    return true;
}

struct right { /* the solution a mutant is made of */
    const struct mutate_solution *solution;
    json_t *grade, *seen;
    uint32_t points;
};

static bool try_mutant(struct work *work, const struct right *right, size_t file, const struct mutant *mutant,
                       struct err *e)
{
    AUTO_ARENA struct arena *arena = arena_make();
    AUTO_JSON json_t *graded = NULL, *seen = NULL;
    const struct mutate_solution *solution = right->solution;
    struct source *files = arena_alloc(arena, solution->file_count, sizeof *files);
    uint32_t points = 0;
    memcpy(files, solution->files, solution->file_count * sizeof *files);
    files[file].data = mutant->source;
    if (!grade(work, files, solution->file_count, arena, &graded, &points, e))
        return false;
    seen = seen_of(graded, work->rubric);
    enum status status = points < right->points ? KILLED : json_equal(seen, right->seen) ? EQUIVALENT : SURVIVED;
    work->counts[status]++;
    json_t *item = json_object();
    document_set(item, "solution", text_document(solution->name));
    document_set(item, "file", text_document(files[file].name));
    document_set(item, "line", json_integer(mutant->line));
    document_set(item, "kind", json_string(mutation_name(mutant->kind)));
    document_set(item, "title", json_string(mutation_text(mutant->kind)));
    document_set(item, "status", json_string(status_names[status]));
    document_set(item, "points", json_real(points / 100.0));
    document_set(item, "runs", text_document(at_run_time(graded, right->grade, arena)));
    document_set(item, "diff", text_document(mutant->diff));
    document_append(work->mutants, item);
    return true;
}

static int by_line(const void *a, const void *b)
{
    const struct mutant *x = a, *y = b;
    return x->line != y->line ? (x->line < y->line ? -1 : 1) : (x->kind > y->kind) - (x->kind < y->kind);
}

static bool try_file(struct work *work, const struct right *right, size_t file, size_t *count, struct err *e)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct bytes tree;
    struct mutant *mutants;
    size_t made = 0;
    if (!syntax_tree(work, right->solution, &right->solution->files[file], arena, &tree, e) ||
        !mutants_make(right->solution->files[file].data, tree, arena, &mutants, &made, e))
        return false;
    qsort(mutants, made, sizeof *mutants, by_line);
    for (size_t i = 0; i < made; i++) {
        if (work->progress && !work->progress(work->context, arena_printf(arena, "%s: mutant %zu/%zu",
                                                                          right->solution->name, i + 1, made)))
            return err_set(e, ERR_ABSENT, "stopped while grading mutants");
        if (!try_mutant(work, right, file, &mutants[i], e))
            return false;
    }
    *count += made;
    return true;
}

static bool try_solution(struct work *work, const struct mutate_solution *solution, json_t *solutions, struct err *e)
{
    AUTO_ARENA struct arena *arena = arena_make();
    AUTO_JSON json_t *graded = NULL, *seen = NULL;
    struct right right = {.solution = solution};
    size_t count = 0;
    if (!grade(work, solution->files, solution->file_count, arena, &graded, &right.points, e))
        return false;
    if (right.points != work->rubric->max_points)
        return err_set(e, ERR_INPUT, "solution '%s' gets %.2f of %.2f points: its mutants would say nothing",
                       solution->name, right.points / 100.0, work->rubric->max_points / 100.0);
    right.grade = graded;
    right.seen = seen = seen_of(graded, work->rubric);
    for (size_t i = 0; i < solution->file_count; i++)
        if (build_name_ends(solution->files[i].name, ".c") && !try_file(work, &right, i, &count, e))
            return false;
    json_t *item = json_object();
    document_set(item, "name", text_document(solution->name));
    document_set(item, "score", json_real(right.points / 100.0));
    document_set(item, "max_score", json_real(work->rubric->max_points / 100.0));
    document_set(item, "mutants", json_integer((json_int_t)count));
    document_append(solutions, item);
    return true;
}

bool mutate_rubric(struct box *box, const struct rubric *rubric, const struct mutate_solution *solutions, size_t count,
                   bool (*progress)(void *context, const char *what), void *context, json_t **out, struct err *e)
{
    AUTO_JSON json_t *document = json_object();
    json_t *list = json_array();
    struct work work = {
        .box = box, .rubric = rubric, .progress = progress, .context = context, .mutants = json_array()};
    document_set(document, "schema", json_string("bothends.mutation/1"));
    document_set(document, "rubric", text_document(rubric->id));
    document_set(document, "solutions", list);
    document_set(document, "mutants", work.mutants);
    if (access(clang, X_OK) < 0)
        return err_set(e, ERR_ABSENT, "mutants are made of clang's syntax tree, and %s is not here: install clang-14",
                       clang);
    for (size_t i = 0; i < count; i++)
        if (!try_solution(&work, &solutions[i], list, e))
            return false;
    size_t judged = work.counts[KILLED] + work.counts[SURVIVED];
    for (size_t i = 0; i < sizeof status_names / sizeof *status_names; i++)
        document_set(document, status_names[i], json_integer((json_int_t)work.counts[i]));
    document_set(document, "score", judged > 0 ? json_real((double)work.counts[KILLED] / (double)judged) : json_null());
    *out = json_incref(document);
    return true;
}

/* --- for people --------------------------------------------------------------------------------------------------- */

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static void add_mutants(struct buf *out, const json_t *mutants, const char *status)
{
    for (size_t i = 0; i < json_array_size(mutants); i++) {
        const json_t *one = json_array_get(mutants, i);
        if (strcmp(text_at(one, "status"), status) != 0)
            continue;
        buf_printf(out, "\n%s  %s, line %lld of %s: %s\n  at run time: %s\n%s", status, text_at(one, "kind"),
                   (long long)json_integer_value(json_object_get(one, "line")), text_at(one, "solution"),
                   text_at(one, "title"), text_at(one, "runs"), text_at(one, "diff"));
    }
}

struct bytes mutate_text(const json_t *document, struct arena *arena)
{
    AUTO_BUF struct buf out = {0}, shown = {0};
    const json_t *score = json_object_get(document, "score");
    buf_printf(&out, "%s: ", text_at(document, "rubric"));
    if (json_is_number(score))
        buf_printf(&out, "notices %.0f %% of the mistakes", 100 * json_number_value(score));
    else
        buf_add_string(&out, "no mistakes could be made");
    for (size_t i = 0; i < sizeof status_names / sizeof *status_names; i++)
        buf_printf(&out, "%s%lld %s", i == 0 ? " (" : ", ",
                   (long long)json_integer_value(json_object_get(document, status_names[i])), status_names[i]);
    buf_add_string(&out, ")\n");
    add_mutants(&out, json_object_get(document, "mutants"), status_names[SURVIVED]);
    add_mutants(&out, json_object_get(document, "mutants"), status_names[EQUIVALENT]);
    buf_add_printable(&shown, out.data, out.size);
    return (struct bytes){arena_copy(arena, shown.data, shown.size), shown.size};
}
