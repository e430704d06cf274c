/* show.c -- submissions and grades as each role may see them. */
#include "server/http/show.h"

#include "rubrics/digest.h"
#include "rubrics/grade.h"
#include "rubrics/rubric.h"
#include "sandbox/base/clock.h"
#include "server/http/auth.h"
#include "server/http/problem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void answer_json(struct request *request, struct answer *answer, unsigned status, json_t *document)
{
    CHECK(document);
    answer_bytes(answer, status, "application/json", json_write(document, true, request->arena));
    json_decref(document);
}

const char *show_etag(struct request *request, struct bytes body)
{
    char hash[65];
    digest_sha256(body, hash);
    return arena_printf(request->arena, "\"%.32s\"", hash);
}

bool etag_listed(const char *list, const char *etag, bool weak)
{
    size_t wanted = strlen(etag);
    while (list && *list) {
        list += strspn(list, " \t,");
        if (*list == '*')
            return true;
        if (weak && strncmp(list, "W/", 2) == 0)
            list += 2;
        size_t length = strcspn(list, ",");
        size_t used = length;
        while (used > 0 && (list[used - 1] == ' ' || list[used - 1] == '\t'))
            used--;
        if (used == wanted && memcmp(list, etag, wanted) == 0)
            return true;
        list += length;
    }
    return false;
}

bool answer_unchanged(struct request *request, struct answer *answer, const char *etag)
{
    answer_header(answer, "ETag", etag);
    answer_header(answer, "Cache-Control", "private, no-cache");
    answer_header(answer, "Vary", "Accept, Authorization, Cookie");
    if (!etag_listed(request_header(request, "If-None-Match"), etag, true))
        return false;
    answer_bytes(answer, 304, NULL, (struct bytes){0});
    return true;
}

const char *show_time(struct arena *arena, int64_t unix_ms)
{
    char text[CLOCK_TEXT];
    if (unix_ms <= 0)
        return NULL;
    clock_text(unix_ms, text);
    return arena_string(arena, text);
}

static void set_points(json_t *out, double score, double max_score)
{
    CHECK(json_object_set_new(out, "score", json_real(score)) == 0);
    CHECK(json_object_set_new(out, "max_score", json_real(max_score)) == 0);
}

json_t *show_submission(const struct request *request, const struct store_submission *submission, bool listed)
{
    struct arena *arena = request->arena;
    enum submission_state state = submission->state;
    json_t *out =
        json_pack("{s:s, s:s, s:s, s:{s:s, s:i}, s:s, s:s, s:s?}", "schema", "bothends.submission/1", "id",
                  submission->id, "status", submission_state_name(state), "rubric", "id", submission->rubric_id,
                  "version", (int)submission->rubric_version, "student", submission->student, "created",
                  show_time(arena, submission->created_ms), "finished", show_time(arena, submission->finished_ms));
    CHECK(out);
    if (state == SUBMISSION_QUEUED && !listed)
        CHECK(json_object_set_new(out, "position", json_integer(submission->queue_position)) == 0);
    if (state == SUBMISSION_RUNNING)
        CHECK(json_object_set_new(out, "progress", json_string(submission->progress ? submission->progress : "")) == 0);
    if (state == SUBMISSION_GRADER_ERROR)
        CHECK(json_object_set_new(out, "message",
                                  json_string("The grader failed, not your program. Your files are kept and those who "
                                              "run this service can see why.")) == 0);
    if (!auth_staff(request))
        return out;
    CHECK(json_object_set_new(out, "attempts", json_integer(submission->attempts)) == 0);
    if (submission->points >= 0)
        set_points(out, (double)submission->points / 100, (double)submission->max_points / 100);
    if (submission->last_error && *submission->last_error)
        CHECK(json_object_set_new(out, "error", json_string(submission->last_error)) == 0);
    return out;
}

/* The rubric that a grade was judged by. */
static bool read_rubric(struct request *request, const char *id, uint32_t version, struct rubric *out, struct err *e)
{
    struct store_rubric stored = {0};
    struct rubric_errors errors = {0};
    return store_rubric_get(request->store, id, version, request->arena, &stored, e) &&
           (rubric_parse(stored.json, request->arena, out, &errors) ||
            err_set(e, ERR_SYSTEM, "stored rubric '%s' version %u has faults", id, version));
}

bool show_student_points(struct request *request, const struct store_submission *submission, json_t *out, struct err *e)
{
    struct rubric rubric = {0};
    struct store_submission whole = {0};
    struct bytes shown = {0};
    AUTO_JSON json_t *grade = NULL;
    if (submission->points < 0 || !submission_done(submission->state))
        return true;
    if (!read_rubric(request, submission->rubric_id, submission->rubric_version, &rubric, e))
        return false;
    if (!grade_withholds(&rubric, clock_unix_ms())) {
        set_points(out, (double)submission->points / 100, (double)submission->max_points / 100);
        return true;
    }
    if (!store_submission_get(request->store, submission->id, request->arena, &whole, e) ||
        !show_grade(request, whole.grade, &shown, e) || !json_read(shown, &grade, e))
        return false;
    set_points(out, json_number_value(json_object_get(grade, "score")),
               json_number_value(json_object_get(grade, "max_score")));
    return true;
}

bool show_find(struct request *request, struct answer *answer, const char *id, struct store_submission *out)
{
    struct err e = {0};
    if (submission_id_ok(id) && store_submission_get(request->store, id, request->arena, out, &e) &&
        auth_owns(request, out))
        return true;
    if (e.code != ERR_NONE && e.code != ERR_ABSENT)
        return problem_err(request, answer, &e);
    return problem_answer(request, answer, PROBLEM_NOT_FOUND, "There is no submission '%s' of yours.", id);
}

bool show_known(struct request *request, struct answer *answer, const char *rubric_id, const char *const *ids,
                size_t count)
{
    struct store_submission submission = {0};
    struct err e = {0};
    for (size_t i = 0; i < count; i++) {
        bool found = store_submission_get(request->store, ids[i], request->arena, &submission, &e);
        if (!found && e.code != ERR_ABSENT)
            return problem_err(request, answer, &e);
        if (found && strcmp(submission.rubric_id, rubric_id) == 0)
            continue;
        const char *detail =
            arena_printf(request->arena, "There is no submission '%s' of the rubric '%s'.", ids[i], rubric_id);
        const char *pointer = arena_printf(request->arena, "/submissions/%zu", i);
        return problem_answer_with(request, answer, PROBLEM_NOT_FOUND,
                                   json_pack("{s:[o]}", "errors", problem_fault(pointer, 0, detail)), "%s", detail);
    }
    return true;
}

bool show_grade(struct request *request, struct bytes grade, struct bytes *out, struct err *e)
{
    if (auth_staff(request)) {
        *out = grade;
        return true;
    }
    AUTO_JSON json_t *document = NULL;
    if (!json_read(grade, &document, e))
        return err_set(e, ERR_SYSTEM, "a stored grade is no JSON");
    const json_t *by = json_object_get(document, "rubric");
    const char *id = json_string_value(json_object_get(by, "id"));
    json_int_t version = json_integer_value(json_object_get(by, "version"));
    struct rubric rubric = {0};
    if (!id || version <= 0)
        return err_set(e, ERR_SYSTEM, "a stored grade names no rubric");
    return read_rubric(request, id, (uint32_t)version, &rubric, e) &&
           grade_for_student(grade, &rubric, clock_unix_ms(), request->arena, out, e);
}

static void answer_text(struct request *request, struct answer *answer, struct bytes grade, const char *id)
{
    struct err e = {0};
    struct store_submission submission = {0};
    struct source *files = NULL;
    size_t count = 0;
    const char *colour = request_query(request, "colour");
    if (!store_submission_get(request->store, id, request->arena, &submission, &e) ||
        !(submission.is_archive ? store_submission_unpacked
                                : store_submission_files)(request->store, id, request->arena, &files, &count, &e)) {
        (void)problem_err(request, answer, &e);
        return;
    }
    struct bytes text = grade_text(grade, files, count, !colour || strcmp(colour, "0") != 0, request->arena, &e);
    if (e.code != ERR_NONE)
        (void)problem_err(request, answer, &e);
    else if (!answer_unchanged(request, answer, show_etag(request, text)))
        answer_bytes(answer, 200, "text/plain; charset=utf-8", text);
}

static void answer_state(struct request *request, struct answer *answer, const struct store_submission *submission,
                         unsigned status)
{
    if (!request_wants_text(request)) {
        answer_json(request, answer, status, show_submission(request, submission, false));
        return;
    }
    const char *text = NULL;
    const char *later =
        arena_printf(request->arena, " GET /v1/submissions/%s?wait=30 gives the report.\n", submission->id);
    if (submission->state == SUBMISSION_QUEUED)
        text = arena_printf(request->arena, "%s is queued; %lld before it.%s", submission->id,
                            (long long)submission->queue_position, later);
    else if (submission->state == SUBMISSION_GRADER_ERROR)
        text = arena_printf(request->arena, "%s: the grader failed, not your program. Your files are kept.\n",
                            submission->id);
    else
        text = arena_printf(request->arena, "%s: %s.%s", submission->id,
                            submission->progress && *submission->progress ? submission->progress
                                                                          : submission_state_name(submission->state),
                            later);
    answer_bytes(answer, status, "text/plain; charset=utf-8", (struct bytes){text, strlen(text)});
}

void show_answer(struct request *request, struct answer *answer, const struct store_submission *submission,
                 unsigned undone_status)
{
    if (!submission_done(submission->state)) {
        answer_state(request, answer, submission, undone_status);
        return;
    }
    if (submission->state == SUBMISSION_GRADER_ERROR || submission->grade.size == 0) {
        answer_state(request, answer, submission, 200);
        return;
    }
    struct bytes grade = {0};
    struct err e = {0};
    if (!show_grade(request, submission->grade, &grade, &e))
        (void)problem_err(request, answer, &e);
    else if (request_wants_text(request))
        answer_text(request, answer, grade, submission->id);
    else if (!answer_unchanged(request, answer, show_etag(request, grade)))
        answer_bytes(answer, 200, "application/json", grade);
}

bool show_wait(struct request *request, struct answer *answer, uint64_t *until_ns)
{
    const char *text = request_query(request, "wait");
    size_t digits = text ? strspn(text, "0123456789") : 0;
    *until_ns = 0;
    if (!text)
        return true;
    if (digits == 0 || text[digits])
        return problem_answer(request, answer, PROBLEM_BAD_REQUEST,
                              "wait is a whole number of seconds (above %d it means %d).", WAIT_S_MAX, WAIT_S_MAX);
    unsigned long seconds = strtoul(text, NULL, 10); /* ULONG_MAX when it is larger */
    seconds = seconds > WAIT_S_MAX ? WAIT_S_MAX : seconds;
    *until_ns = clock_ns() + seconds * 1000000000ull;
    return true;
}

static void wait_again(struct request *request, struct answer *answer)
{
    const struct watch watch = request->watch;
    show_when_done(request, answer, watch.id, watch.until_ns);
}

void show_when_done(struct request *request, struct answer *answer, const char *id, uint64_t until_ns)
{
    struct store_submission submission = {0};
    struct err e = {0};
    if (!request->store) {
        (void)problem_answer(request, answer, PROBLEM_UNAVAILABLE, "The store does not answer.");
        return;
    }
    if (!store_submission_get(request->store, id, request->arena, &submission, &e)) {
        (void)problem_err(request, answer, &e);
        return;
    }
    bool waits =
        !submission_done(submission.state) && clock_ns() < until_ns && !atomic_load(&request->service->draining);
    if (waits) {
        answer->kind = ANSWER_PARKED;
        answer->again = wait_again;
        answer->watch = (struct watch){.until_done = true, .until_ns = until_ns};
        (void)snprintf(answer->watch.id, sizeof answer->watch.id, "%s", submission.id); /* the same size */
        return;
    }
    bool posted = strcmp(request->method, "POST") == 0;
    if (posted)
        answer_header(answer, "Location", arena_printf(request->arena, "/v1/submissions/%s", submission.id));
    /* Who posts without waiting gets the receipt, however fast the grader was: the answer must not depend on a race. */
    if (posted && until_ns == 0)
        answer_state(request, answer, &submission, 202);
    else
        show_answer(request, answer, &submission, posted ? 202 : 200);
}
