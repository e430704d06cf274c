/* submissions.c -- looking at submissions, and having them graded again. */
#include "rubrics/json.h"
#include "server/http/auth.h"
#include "server/http/handlers.h"
#include "server/http/problem.h"
#include "server/http/show.h"

#include <stdlib.h>
#include <string.h>

enum { LIST_DEFAULT = 50, LIST_MAX = 200 };

/* The submission of the path, when the caller may see it. What is not one's own is not there. */
static bool find(struct request *request, struct answer *answer, struct store_submission *out)
{
    const char *id = request->params[0];
    struct err e = {0};
    if (submission_id_ok(id) && store_submission_get(request->store, id, request->arena, out, &e) &&
        auth_owns(request, out))
        return true;
    if (e.code != ERR_NONE && e.code != ERR_ABSENT)
        return problem_err(request, answer, &e);
    return problem_answer(request, answer, PROBLEM_NOT_FOUND, "There is no submission '%s' of yours.", id);
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
    for (size_t i = 0; i < shown; i++)
        CHECK(json_array_append_new(items, show_submission(request, &found[i], true)) == 0);
    if (more)
        answer_header(answer, "Link", next_link(request, found[shown - 1].id));
    answer_json(request, answer, 200,
                json_pack("{s:o, s:s?}", "items", items, "next_cursor", more ? found[shown - 1].id : NULL));
}

/* --- files ---------------------------------------------------------------------------------------------------------
 */

static bool find_files(struct request *request, struct answer *answer, struct source **out, size_t *count)
{
    struct store_submission submission = {0};
    struct err e = {0};
    if (!find(request, answer, &submission))
        return false;
    return store_submission_files(request->store, submission.id, request->arena, out, count, &e) ||
           problem_err(request, answer, &e);
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

/* --- grades --------------------------------------------------------------------------------------------------------
 */

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
        CHECK(json_array_append_new(items,
                                    json_pack("{s:i, s:i, s:s, s:o}", "number", (int)grades[i].number, "rubric_version",
                                              (int)grades[i].rubric_version, "created",
                                              show_time(request->arena, grades[i].created_ms), "grade", grade)) == 0);
    }
    answer_json(request, answer, 200, json_pack("{s:o}", "items", items));
}

void submissions_regrade(struct request *request, struct answer *answer)
{
    struct store_submission submission = {0};
    struct err e = {0};
    if (!find(request, answer, &submission))
        return;
    if (!store_regrade(request->store, submission.id, &e)) {
        (void)(e.code == ERR_INPUT ? problem_answer(request, answer, PROBLEM_STILL_GRADING, "It is %s.",
                                                    submission_state_name(submission.state))
                                   : problem_err(request, answer, &e));
        return;
    }
    bell_ring(request->service->bells.work);
    show_when_done(request, answer, submission.id, 0);
}
