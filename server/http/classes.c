/* classes.c -- an exercise seen over all who handed it in: statistics, and exports to other systems. */
#include "rubrics/gradescope.h"
#include "rubrics/statistics.h"
#include "server/http/auth.h"
#include "server/http/handlers.h"
#include "server/http/problem.h"
#include "server/http/show.h"

#include <string.h>

enum { CLASS_MAX = 1000, PAGE = 200 };

struct class
{
    struct store_submission *items; /* newest first, each with its grade */
    size_t count;
    bool more; /* there were more than CLASS_MAX */
};

static bool seen_student(const struct class *class, const char *student)
{
    for (size_t i = 0; *student && i < class->count; i++)
        if (strcmp(class->items[i].student, student) == 0)
            return true;
    return false;
}

static bool take_page(struct request *request, const struct store_submission *page, size_t count, bool last_only,
                      struct class *out, struct err *e)
{
    for (size_t i = 0; i < count; i++) {
        if (last_only && seen_student(out, page[i].student))
            continue;
        if (out->count == CLASS_MAX) {
            out->more = true;
            return true;
        }
        struct store_submission *one = &out->items[out->count];
        if (!store_submission_get(request->store, page[i].id, request->arena, one, e))
            return false;
        out->count += one->grade.size > 0;
    }
    return true;
}

/* ?attempts=last (default) takes each student's newest graded submission, all every one. */
static bool load(struct request *request, struct answer *answer, struct class *out)
{
    const char *attempts = request_query(request, "attempts"), *id = request->params[0], *before = NULL;
    struct store_rubric rubric = {0};
    struct err e = {0};
    size_t count = PAGE;
    if (attempts && strcmp(attempts, "last") != 0 && strcmp(attempts, "all") != 0)
        return problem_answer(request, answer, PROBLEM_BAD_REQUEST, "attempts is last or all.");
    if (!store_rubric_get(request->store, id, 0, request->arena, &rubric, &e))
        return e.code == ERR_ABSENT
                   ? problem_answer(request, answer, PROBLEM_UNKNOWN_RUBRIC, "There is no rubric '%s'.", id)
                   : problem_err(request, answer, &e);
    out->items = arena_alloc(request->arena, CLASS_MAX, sizeof *out->items);
    while (count == PAGE && !out->more) {
        const struct store_filter filter = {.rubric_id = id, .before_id = before, .limit = PAGE};
        struct store_submission *page = NULL;
        if (!store_submission_list(request->store, &filter, request->arena, &page, &count, &e) ||
            !take_page(request, page, count, !attempts || strcmp(attempts, "last") == 0, out, &e))
            return problem_err(request, answer, &e);
        before = count > 0 ? page[count - 1].id : NULL;
    }
    return true;
}

void classes_statistics(struct request *request, struct answer *answer)
{
    struct class class = {0};
    struct err e = {0};
    if (!load(request, answer, &class))
        return;
    struct statistics *statistics = statistics_begin(request->arena);
    bool ok = true;
    for (size_t i = 0; ok && i < class.count; i++)
        ok = statistics_see(statistics, class.items[i].id, class.items[i].student, class.items[i].grade, &e);
    json_t *document = statistics_end(statistics);
    CHECK(json_object_set_new(document, "rubric", json_string(request->params[0])) == 0);
    CHECK(json_object_set_new(document, "complete", json_boolean(!class.more)) == 0);
    if (ok) {
        answer_json(request, answer, 200, document);
        return;
    }
    json_decref(document);
    (void)problem_err(request, answer, &e);
}

/* --- comma-separated values (RFC 4180) ---------------------------------------------------------------------------- */

/* What begins like a formula is text to whoever opens the file in a spreadsheet, too. */
static void add_field(struct buf *out, const char *text, bool first)
{
    buf_add_string(out, first ? "\"" : ",\"");
    if (*text && strchr("=+-@\t\r", *text))
        buf_add_string(out, "'");
    for (; *text; text++)
        buf_add(out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    buf_add_string(out, "\"");
}

static void add_number(struct buf *out, const json_t *number)
{
    if (json_is_number(number))
        buf_printf(out, ",%.2f", json_number_value(number));
    else
        buf_add_string(out, ",");
}

/* Every criterion that any of the grades has, in the order of their first appearance. */
static const char **criterion_ids(struct request *request, json_t *const *grades, size_t count, size_t *id_count)
{
    AUTO_JSON json_t *seen = json_object();
    const char **ids, *id;
    json_t *value;
    for (size_t i = 0; i < count; i++) {
        const json_t *criteria = json_object_get(grades[i], "criteria");
        for (size_t k = 0; k < json_array_size(criteria); k++) {
            id = json_string_value(json_object_get(json_array_get(criteria, k), "id"));
            CHECK(!id || json_object_set_new(seen, id, json_true()) == 0);
        }
    }
    ids = arena_alloc(request->arena, json_object_size(seen) + 1, sizeof *ids);
    *id_count = 0;
    json_object_foreach(seen, id, value) ids[(*id_count)++] = arena_string(request->arena, id);
    return ids;
}

static void add_row(struct request *request, struct buf *out, const struct store_submission *one, const json_t *grade,
                    const char *const *ids, size_t id_count)
{
    const json_t *criteria = json_object_get(grade, "criteria");
    const char *created = show_time(request->arena, one->created_ms);
    add_field(out, one->id, true);
    add_field(out, one->student, false);
    add_field(out, created ? created : "", false);
    add_field(out, submission_state_name(one->state), false);
    buf_printf(out, ",%u", one->rubric_version);
    add_number(out, json_object_get(grade, "score"));
    add_number(out, json_object_get(grade, "max_score"));
    for (size_t i = 0; i < id_count; i++) {
        const json_t *points = NULL;
        for (size_t k = 0; k < json_array_size(criteria) && !points; k++) {
            const json_t *criterion = json_array_get(criteria, k);
            const char *id = json_string_value(json_object_get(criterion, "id"));
            points = id && strcmp(id, ids[i]) == 0 ? json_object_get(criterion, "points") : NULL;
        }
        add_number(out, points);
    }
    buf_add_string(out, "\r\n");
}

void classes_csv(struct request *request, struct answer *answer)
{
    struct class class = {0};
    struct err e = {0};
    AUTO_BUF struct buf out = {0};
    size_t id_count = 0, read = 0;
    if (!load(request, answer, &class))
        return;
    json_t **grades = arena_alloc(request->arena, class.count + 1, sizeof(json_t *));
    while (read < class.count && json_read(class.items[read].grade, &grades[read], &e))
        read++;
    if (read == class.count) {
        const char *const *ids = criterion_ids(request, grades, class.count, &id_count);
        buf_add_string(&out, "submission,student,created,status,rubric_version,score,max_score");
        for (size_t i = 0; i < id_count; i++)
            add_field(&out, ids[i], false);
        buf_add_string(&out, "\r\n");
        for (size_t i = 0; i < class.count; i++)
            add_row(request, &out, &class.items[i], grades[i], ids, id_count);
        answer_header(answer, "Content-Disposition",
                      arena_printf(request->arena, "attachment; filename=\"%s.csv\"", request->params[0]));
        answer_bytes(answer, 200, "text/csv; charset=utf-8",
                     (struct bytes){arena_copy(request->arena, out.data, out.size), out.size});
    } else {
        (void)err_set(&e, ERR_SYSTEM, "a stored grade is no JSON"); /* the answer says it */
        e.code = ERR_SYSTEM;
        (void)problem_err(request, answer, &e);
    }
    for (size_t i = 0; i < read; i++)
        json_decref(grades[i]);
}

/* --- Gradescope --------------------------------------------------------------------------------------------------- */

void classes_results(struct request *request, struct answer *answer)
{
    struct store_submission submission = {0};
    struct bytes grade = {0};
    json_t *results = NULL;
    struct err e = {0};
    if (!show_find(request, answer, request->params[0], &submission))
        return;
    if (submission.grade.size == 0) {
        (void)problem_answer(request, answer, PROBLEM_STILL_GRADING, "It is %s.",
                             submission_state_name(submission.state));
    } else if (!show_grade(request, submission.grade, &grade, &e) || !gradescope_results(grade, &results, &e)) {
        (void)problem_err(request, answer, &e);
    } else {
        answer_json(request, answer, 200, results);
    }
}
