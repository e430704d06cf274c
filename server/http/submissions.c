/* submissions.c -- looking at submissions, and having them graded again. */
#include "rubrics/json.h"
#include "server/http/auth.h"
#include "server/http/handlers.h"
#include "server/http/problem.h"
#include "server/http/show.h"

#include <stdlib.h>
#include <string.h>

enum { LIST_DEFAULT = 50, LIST_MAX = 200, REASON_BYTES_MAX = 500 };

static bool find(struct request *request, struct answer *answer, struct store_submission *out)
{
    return show_find(request, answer, request->params[0], out);
}

void submissions_get(struct request *request, struct answer *answer)
{
    struct store_submission submission = {0};
    uint64_t until_ns = 0;
    if (find(request, answer, &submission) && show_wait(request, answer, &until_ns))
        show_when_done(request, answer, submission.id, until_ns);
}

/* --- the list ---------------------------------------------------------------------------------------------------- */

static bool read_filter(struct request *request, struct answer *answer, struct store_filter *out)
{
    const char *limit = request_query(request, "limit"), *state = request_query(request, "status");
    *out = (struct store_filter){.student = request_query(request, "student"),
                                 .rubric_id = request_query(request, "rubric"),
                                 .before_id = request_query(request, "cursor"),
                                 .limit = LIST_DEFAULT};
    if (!auth_staff(request)) {
        if (out->student && strcmp(out->student, request->caller.name) != 0)
            return problem_answer(request, answer, PROBLEM_FORBIDDEN, "This token sees its own submissions only.");
        out->student = request->caller.name;
    }
    if (limit) {
        if (strspn(limit, "0123456789") != strlen(limit) || strlen(limit) > 4 || strtoul(limit, NULL, 10) == 0 ||
            strtoul(limit, NULL, 10) > LIST_MAX)
            return problem_answer(request, answer, PROBLEM_BAD_REQUEST, "limit is a number from 1 to %d.", LIST_MAX);
        out->limit = strtoul(limit, NULL, 10);
    }
    if (out->before_id && !submission_id_ok(out->before_id))
        return problem_answer(request, answer, PROBLEM_BAD_REQUEST, "cursor is no next_cursor of an earlier answer.");
    out->by_state = state != NULL;
    if (state && !submission_state_parse(state, &out->state))
        return problem_answer(request, answer, PROBLEM_BAD_REQUEST,
                              "status is queued, running, graded, compile_error or grader_error.");
    return true;
}

/* Everything but letters, digits and -._~ as %XX (RFC 3986, 2.3). */
static void add_escaped(struct buf *out, const char *text)
{
    for (; *text; text++) {
        char c = *text;
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-._~", c))
            buf_add(out, text, 1);
        else
            buf_printf(out, "%%%02X", (unsigned char)c);
    }
}

static const char *next_link(struct request *request, const char *cursor)
{
    static const char *const kept[] = {"student", "rubric", "status", "limit"};
    AUTO_BUF struct buf link = {0};
    buf_printf(&link, "</v1/submissions?cursor=%s", cursor);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        const char *value = request_query(request, kept[i]);
        if (!value)
            continue;
        buf_printf(&link, "&%s=", kept[i]);
        add_escaped(&link, value);
    }
    buf_add_string(&link, ">; rel=\"next\"");
    return arena_string(request->arena, link.data);
}

void submissions_list(struct request *request, struct answer *answer)
{
    struct store_filter filter = {0};
    struct store_submission *found = NULL;
    size_t count = 0;
    struct err e = {0};
    if (!read_filter(request, answer, &filter))
        return;
    size_t limit = filter.limit++; /* one more says whether there is a next page */
    filter.limit = filter.limit > LIST_MAX ? LIST_MAX : filter.limit;
    if (!store_submission_list(request->store, &filter, request->arena, &found, &count, &e)) {
        (void)problem_err(request, answer, &e);
        return;
    }
    bool more = count > limit || (limit == LIST_MAX && count == limit);
    size_t shown = count > limit ? limit : count;
    json_t *items = json_array();
    for (size_t i = 0; i < shown; i++) {
        json_t *item = show_submission(request, &found[i], true);
        CHECK(json_array_append_new(items, item) == 0);
        if (!auth_staff(request) && !show_student_points(request, &found[i], item, &e)) {
            json_decref(items);
            (void)problem_err(request, answer, &e);
            return;
        }
    }
    if (more)
        answer_header(answer, "Link", next_link(request, found[shown - 1].id));
    answer_json(request, answer, 200,
                json_pack("{s:o, s:s?}", "items", items, "next_cursor", more ? found[shown - 1].id : NULL));
}

/* --- files -------------------------------------------------------------------------------------------------------- */

/* As handed in; and, behind an archive, what was in it, once it was graded. */
static bool find_files(struct request *request, struct answer *answer, struct source **out, size_t *count)
{
    struct store_submission submission = {0};
    struct source *handed_in = NULL, *inside = NULL;
    size_t inside_count = 0;
    struct err e = {0};
    if (!find(request, answer, &submission))
        return false;
    if (!store_submission_files(request->store, submission.id, request->arena, &handed_in, count, &e) ||
        (submission.is_archive &&
         !store_submission_unpacked(request->store, submission.id, request->arena, &inside, &inside_count, &e))) {
        (void)problem_err(request, answer, &e);
        return false;
    }
    *out = arena_alloc(request->arena, *count + inside_count, sizeof **out);
    for (size_t i = 0; i < *count + inside_count; i++)
        (*out)[i] = i < *count ? handed_in[i] : inside[i - *count];
    *count += inside_count;
    return true;
}

void submissions_files(struct request *request, struct answer *answer)
{
    struct source *files = NULL;
    size_t count = 0;
    if (!find_files(request, answer, &files, &count))
        return;
    json_t *items = json_array();
    for (size_t i = 0; i < count; i++)
        CHECK(json_array_append_new(
                  items, json_pack("{s:s, s:I}", "name", files[i].name, "bytes", (json_int_t)files[i].data.size)) == 0);
    answer_json(request, answer, 200, json_pack("{s:o}", "items", items));
}

void submissions_file(struct request *request, struct answer *answer)
{
    struct source *files = NULL;
    size_t count = 0, i = 0;
    if (!find_files(request, answer, &files, &count))
        return;
    while (i < count && strcmp(files[i].name, request->params[1]) != 0)
        i++;
    if (i == count) {
        (void)problem_answer(request, answer, PROBLEM_NOT_FOUND, "There is no file '%s' in it.", request->params[1]);
        return;
    }
    /* never as a page or a script of this site, whatever is in it */
    answer_header(answer, "Content-Disposition", "attachment");
    answer_header(answer, "Content-Security-Policy", "default-src 'none'; sandbox");
    answer_bytes(answer, 200, "application/octet-stream", files[i].data);
}

/* --- grades ------------------------------------------------------------------------------------------------------- */

void submissions_grades(struct request *request, struct answer *answer)
{
    struct store_submission submission = {0};
    struct store_grade *grades = NULL;
    size_t count = 0;
    struct err e = {0};
    if (!find(request, answer, &submission))
        return;
    if (!store_grade_list(request->store, submission.id, request->arena, &grades, &count, &e)) {
        (void)problem_err(request, answer, &e);
        return;
    }
    json_t *items = json_array();
    for (size_t i = 0; i < count; i++) {
        struct bytes shown = {0};
        json_t *grade = NULL;
        if (!show_grade(request, grades[i].json, &shown, &e) || !json_read(shown, &grade, &e)) {
            json_decref(items);
            (void)problem_err(request, answer, &e);
            return;
        }
        CHECK(json_array_append_new(items, json_pack("{s:i, s:i, s:s, s:s, s:o}", "number", (int)grades[i].number,
                                                     "rubric_version", (int)grades[i].rubric_version, "created",
                                                     show_time(request->arena, grades[i].created_ms), "reason",
                                                     grades[i].reason, "grade", grade)) == 0);
    }
    answer_json(request, answer, 200,
                json_pack("{s:o, s:o}", "items", items, "submission", show_submission(request, &submission, true)));
}

static bool bad_regrade(struct request *request, struct answer *answer, const char *pointer, const char *detail)
{
    return problem_answer_with(request, answer, PROBLEM_BAD_JSON,
                               json_pack("{s:[o]}", "errors", problem_fault(pointer, 0, detail)), "%s", detail);
}

static bool read_ids(struct request *request, struct answer *answer, const json_t *list, struct store_again *out)
{
    const char **ids = arena_alloc(request->arena, json_array_size(list) + 1, sizeof *ids);
    if (!json_is_array(list))
        return bad_regrade(request, answer, "/submissions", "submissions is a list of ids.");
    for (size_t i = 0; i < json_array_size(list); i++) {
        ids[i] = arena_string(request->arena, json_string_value(json_array_get(list, i)));
        if (!ids[i] || !submission_id_ok(ids[i]))
            return bad_regrade(request, answer, arena_printf(request->arena, "/submissions/%zu", i),
                               "This is no id of a submission.");
    }
    out->ids = ids;
    out->id_count = json_array_size(list);
    return true;
}

bool submissions_again(struct request *request, struct answer *answer, bool many, struct store_again *out)
{
    AUTO_JSON json_t *body = NULL;
    struct err e = {0};
    const char *key;
    json_t *value;
    *out = (struct store_again){.reason = "graded again"};
    if (request->body.size == 0)
        return true;
    if (!json_read(request->body, &body, &e) || !json_is_object(body))
        return bad_regrade(request, answer, "", *e.text ? e.text : "This is an object, or nothing.");
    json_object_foreach(body, key, value)
    {
        if (strcmp(key, "reason") == 0) {
            if (!json_is_string(value) || json_string_length(value) > REASON_BYTES_MAX)
                return bad_regrade(request, answer, "/reason", "reason is a text of at most 500 bytes.");
            out->reason = arena_string(request->arena, json_string_value(value));
        } else if (strcmp(key, "reuse") == 0) {
            if (!json_is_boolean(value))
                return bad_regrade(request, answer, "/reuse", "reuse is true or false.");
            out->reuse = json_is_true(value);
        } else if (many && strcmp(key, "submissions") == 0) {
            if (!read_ids(request, answer, value, out))
                return false;
        } else {
            return bad_regrade(request, answer, json_pointer("", key, request->arena),
                               arena_printf(request->arena, "There is no key '%.60s' here, only: %sreason, reuse.", key,
                                            many ? "submissions, " : ""));
        }
    }
    return true;
}

void submissions_regrade(struct request *request, struct answer *answer)
{
    struct store_submission submission = {0};
    struct store_again again = {0};
    struct err e = {0};
    if (!find(request, answer, &submission) || !submissions_again(request, answer, false, &again))
        return;
    if (!store_regrade(request->store, submission.id, &again, &e)) {
        (void)(e.code == ERR_INPUT ? problem_answer(request, answer, PROBLEM_STILL_GRADING, "It is %s.",
                                                    submission_state_name(submission.state))
                                   : problem_err(request, answer, &e));
        return;
    }
    bell_ring(request->service->bells.work);
    show_when_done(request, answer, submission.id, 0);
}
