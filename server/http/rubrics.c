/* rubrics.c -- reading and editing rubrics: optimistic locking by ETag, every version kept. */
#include "rubrics/rubric.h"

#include "rubrics/digest.h"
#include "rubrics/json.h"
#include "sandbox/base/clock.h"
#include "server/http/auth.h"
#include "server/http/handlers.h"
#include "server/http/problem.h"
#include "server/http/show.h"

#include <stdlib.h>
#include <string.h>

static const char *etag_of(const struct request *request, uint32_t version, const char *sha256)
{
    return arena_printf(request->arena, "\"v%u-%.16s\"", version, sha256);
}

/* A version (0: the newest) of the rubric in the path. */
static bool find(struct request *request, struct answer *answer, uint32_t version, struct store_rubric *out)
{
    const char *id = request->params[0];
    struct err e = {0};
    if (rubric_id_ok(id) && store_rubric_get(request->store, id, version, request->arena, out, &e) &&
        (version > 0 || !out->deleted))
        return true;
    if (e.code != ERR_NONE && e.code != ERR_ABSENT)
        return problem_err(request, answer, &e);
    return problem_answer(request, answer, PROBLEM_UNKNOWN_RUBRIC, "There is no rubric '%s'%s.", id,
                          version > 0 ? " of that version" : "");
}

/* How many of the mistakes it notices, as the last self-test of this text found. */
static json_t *show_mutation(const struct store_rubric *rubric)
{
    if (rubric->killed < 0)
        return json_null();
    int64_t judged = rubric->killed + rubric->survived;
    json_t *out = json_pack("{s:I, s:I, s:I, s:o}", "killed", (json_int_t)rubric->killed, "survived",
                            (json_int_t)rubric->survived, "equivalent", (json_int_t)rubric->equivalent, "score",
                            judged > 0 ? json_real((double)rubric->killed / (double)judged) : json_null());
    CHECK(out);
    return out;
}

static json_t *show_rubric(struct request *request, const struct store_rubric *rubric)
{
    json_t *out =
        json_pack("{s:s, s:s?, s:i}", "id", rubric->id, "title", rubric->title, "version", (int)rubric->version);
    CHECK(out);
    if (!auth_staff(request))
        return out;
    CHECK(json_object_set_new(out, "sha256", json_string(rubric->sha256)) == 0);
    CHECK(json_object_set_new(out, "author", json_string(rubric->author ? rubric->author : "")) == 0);
    const char *created = show_time(request->arena, rubric->created_ms);
    CHECK(json_object_set_new(out, "created", created ? json_string(created) : json_null()) == 0);
    CHECK(json_object_set_new(out, "mutation", show_mutation(rubric)) == 0);
    return out;
}

static void answer_list(struct request *request, struct answer *answer, const struct store_rubric *list, size_t count,
                        bool with_deleted)
{
    json_t *items = json_array();
    for (size_t i = 0; i < count; i++)
        if (with_deleted || !list[i].deleted)
            CHECK(json_array_append_new(items, show_rubric(request, &list[i])) == 0);
    answer_json(request, answer, 200, json_pack("{s:o}", "items", items));
}

void rubrics_list(struct request *request, struct answer *answer)
{
    struct store_rubric *list = NULL;
    size_t count = 0;
    struct err e = {0};
    if (store_rubric_list(request->store, request->arena, &list, &count, &e))
        answer_list(request, answer, list, count, false);
    else
        (void)problem_err(request, answer, &e);
}

/* What a student may know: what to do and what counts, never what is hidden nor what the cases expect. Withheld is told
 * as in a grade. */
static bool public_view(struct request *request, const struct store_rubric *stored, struct bytes *out, struct err *e)
{
    struct rubric rubric = {0};
    struct rubric_errors errors = {0};
    if (!rubric_parse(stored->json, request->arena, &rubric, &errors))
        return err_set(e, ERR_SYSTEM, "stored rubric '%s' version %u has faults", stored->id, stored->version);
    json_t *criteria = json_array();
    bool due = rubric.has_due && clock_unix_ms() >= rubric.due_unix_ms;
    uint32_t points = 0;
    for (size_t i = 0; i < rubric.criterion_count; i++) {
        const struct rubric_criterion *c = &rubric.criteria[i];
        if (c->visibility == VISIBILITY_HIDDEN || (c->visibility == VISIBILITY_AFTER_DUE && !due))
            continue;
        CHECK(json_array_append_new(criteria, json_pack("{s:s, s:s, s:s, s:f}", "id", c->id, "title", c->title, "text",
                                                        c->text, "max_points", c->points / 100.0)) == 0);
        points += c->points;
    }
    size_t withheld = rubric.criterion_count - json_array_size(criteria);
    AUTO_JSON json_t *document = json_pack(
        "{s:s, s:s, s:s, s:i, s:s, s:s?, s:f, s:o, s:{s:I, s:f}}", "schema", "bothends.rubric.public/1", "id",
        rubric.id, "title", rubric.title, "version", (int)stored->version, "task", rubric.task, "due",
        rubric.has_due ? show_time(request->arena, rubric.due_unix_ms) : NULL, "max_score", points / 100.0, "criteria",
        criteria, "withheld", "criteria", (json_int_t)withheld, "points", (rubric.max_points - points) / 100.0);
    CHECK(document);
    *out = json_write(document, true, request->arena);
    return true;
}

static void answer_rubric(struct request *request, struct answer *answer, const struct store_rubric *rubric)
{
    struct bytes body = rubric->json;
    const char *etag = etag_of(request, rubric->version, rubric->sha256);
    struct err e = {0};
    if (!auth_staff(request)) {
        if (!public_view(request, rubric, &body, &e)) {
            (void)problem_err(request, answer, &e);
            return;
        }
        etag = show_etag(request, body);
    }
    if (!answer_unchanged(request, answer, etag))
        answer_bytes(answer, 200, "application/json", body);
}

void rubrics_get(struct request *request, struct answer *answer)
{
    struct store_rubric rubric = {0};
    if (find(request, answer, 0, &rubric))
        answer_rubric(request, answer, &rubric);
}

void rubrics_versions(struct request *request, struct answer *answer)
{
    struct store_rubric *list = NULL;
    size_t count = 0;
    struct err e = {0};
    const char *id = request->params[0];
    if (rubric_id_ok(id) && !store_rubric_versions(request->store, id, request->arena, &list, &count, &e) &&
        e.code != ERR_ABSENT)
        (void)problem_err(request, answer, &e);
    else if (count == 0)
        (void)problem_answer(request, answer, PROBLEM_UNKNOWN_RUBRIC, "There is no rubric '%s'.", id);
    else
        answer_list(request, answer, list, count, true);
}

void rubrics_version(struct request *request, struct answer *answer)
{
    const char *text = request->params[1];
    struct store_rubric rubric = {0};
    size_t digits = strspn(text, "0123456789");
    unsigned long version = digits > 0 && digits < 9 && !text[digits] ? strtoul(text, NULL, 10) : 0;
    if (version == 0)
        (void)problem_answer(request, answer, PROBLEM_UNKNOWN_RUBRIC, "'%s' is no version.", text);
    else if (find(request, answer, (uint32_t)version, &rubric))
        answer_rubric(request, answer, &rubric);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

/* Parses the body, and holds it to the id in the path. */
static bool read_rubric(struct request *request, struct rubric *out, struct rubric_errors *errors)
{
    if (!rubric_parse(request->body, request->arena, out, errors))
        return false;
    if (strcmp(out->id, request->params[0]) == 0)
        return true;
    const struct json_place place = {json_line(request->body, "/id"), json_column(request->body, "/id"), "/id"};
    return rubric_refuse(
        request->arena, errors, &place,
        arena_printf(request->arena, "the id is '%s', but the address says '%s'", out->id, request->params[0]));
}

static bool json_body(struct request *request, struct answer *answer)
{
    const char *type = request_type(request);
    static const char *const taken[] = {"application/json", "", "application/x-www-form-urlencoded",
                                        "application/octet-stream", "text/plain"};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) /* whatever curl calls it: it must parse anyway */
        if (strcmp(type, taken[i]) == 0)
            return true;
    return problem_answer(request, answer, PROBLEM_UNSUPPORTED_TYPE, "A rubric is application/json.");
}

void rubrics_validate(struct request *request, struct answer *answer)
{
    struct rubric rubric = {0};
    struct rubric_errors errors = {0};
    if (!json_body(request, answer))
        return;
    bool valid = read_rubric(request, &rubric, &errors);
    json_t *document = json_pack("{s:b, s:o}", "valid", valid, "errors", problem_faults(&errors));
    if (valid)
        CHECK(json_object_set_new(document, "max_score", json_real(rubric.max_points / 100.0)) == 0);
    answer_json(request, answer, 200, document);
}

/* The version that the caller's conditions allow to be replaced (see store_rubric_put). newest NULL: there is none. */
static bool read_condition(struct request *request, struct answer *answer, const struct store_rubric *newest, bool must,
                           int64_t *expected)
{
    const char *match = request_header(request, "If-Match"), *none = request_header(request, "If-None-Match");
    const char *etag = newest ? etag_of(request, newest->version, newest->sha256) : NULL;
    if (etag)
        answer_header(answer, "ETag", etag);
    if (match && !newest)
        return problem_answer(request, answer, PROBLEM_STALE, "There is no rubric '%s' to change.", request->params[0]);
    if (match && !etag_listed(match, etag, false))
        return problem_answer(request, answer, PROBLEM_STALE, "The newest version is %u (ETag %s).", newest->version,
                              etag);
    if (none && newest && etag_listed(none, etag, true))
        return problem_answer(request, answer, PROBLEM_STALE, "It exists: the newest version is %u (ETag %s).",
                              newest->version, etag);
    if (must && !match && (!none || newest))
        return problem_answer(request, answer, PROBLEM_IF_MATCH_NEEDED,
                              newest ? "Send If-Match with the ETag that GET gave you."
                                     : "Send 'If-None-Match: *' to make a new rubric.");
    *expected = newest ? (int64_t)newest->version : RUBRIC_MUST_BE_NEW;
    return true;
}

/* *found: newest is filled. False: the store failed. */
static bool find_newest(struct request *request, struct answer *answer, struct store_rubric *newest, bool *found)
{
    struct err e = {0};
    *found = store_rubric_get(request->store, request->params[0], 0, request->arena, newest, &e) && !newest->deleted;
    return *found || e.code == ERR_NONE || e.code == ERR_ABSENT || problem_err(request, answer, &e);
}

static void answer_lost(struct request *request, struct answer *answer, uint32_t current, const struct err *e)
{
    if (e->code == ERR_INPUT) /* somebody was faster, between our look and our write */
        (void)problem_answer(request, answer, PROBLEM_STALE, "The newest version is %u now.", current);
    else
        (void)problem_err(request, answer, e);
}

void rubrics_put(struct request *request, struct answer *answer)
{
    struct rubric rubric = {0};
    struct rubric_errors errors = {0};
    struct store_rubric newest = {0};
    bool found = false;
    int64_t expected = 0;
    if (!json_body(request, answer))
        return;
    if (!rubric_id_ok(request->params[0])) {
        (void)problem_answer(request, answer, PROBLEM_BAD_REQUEST,
                             "An id is 1 to 64 of a-z, 0-9 and '-', and begins with no '-'.");
        return;
    }
    if (!find_newest(request, answer, &newest, &found) ||
        !read_condition(request, answer, found ? &newest : NULL, true, &expected))
        return;
    if (!read_rubric(request, &rubric, &errors)) {
        (void)problem_answer_with(request, answer, PROBLEM_BAD_RUBRIC,
                                  json_pack("{s:o}", "errors", problem_faults(&errors)),
                                  "%zu fault%s, the first in line %u: %s", errors.count, errors.count == 1 ? "" : "s",
                                  errors.items[0].line, errors.items[0].detail);
        return;
    }
    struct store_rubric stored = {.id = rubric.id,
                                  .json = request->body,
                                  .title = rubric.title,
                                  .author = request->caller.name,
                                  .created_ms = clock_unix_ms()};
    memcpy(stored.sha256, rubric.sha256, sizeof stored.sha256);
    uint32_t current = 0;
    struct err e = {0};
    if (!store_rubric_put(request->store, &stored, expected, &stored.version, &current, &e)) {
        answer_lost(request, answer, current, &e);
        return;
    }
    answer->headers.count = 0; /* the ETag is another one now */
    answer_header(answer, "ETag", etag_of(request, stored.version, stored.sha256));
    answer_json(request, answer, found ? 200 : 201, show_rubric(request, &stored));
}

void rubrics_delete(struct request *request, struct answer *answer)
{
    struct store_rubric newest = {0};
    int64_t expected = 0;
    uint32_t current = 0;
    struct err e = {0};
    if (!find(request, answer, 0, &newest) || !read_condition(request, answer, &newest, false, &expected))
        return;
    if (store_rubric_delete(request->store, newest.id, expected, &current, &e))
        answer_bytes(answer, 204, NULL, (struct bytes){0});
    else
        answer_lost(request, answer, current, &e);
}

void rubrics_regrade(struct request *request, struct answer *answer)
{
    struct store_rubric rubric = {0};
    struct store_again again = {0};
    size_t count = 0;
    struct err e = {0};
    if (!find(request, answer, 0, &rubric) || !submissions_again(request, answer, true, &again) ||
        !show_known(request, answer, rubric.id, again.ids, again.id_count))
        return;
    if (!store_regrade_rubric(request->store, rubric.id, &again, &count, &e)) {
        (void)problem_err(request, answer, &e);
        return;
    }
    for (size_t i = 0; i < count; i++)
        bell_ring(request->service->bells.work);
    answer_json(
        request, answer, 202,
        json_pack("{s:s, s:i, s:I}", "rubric", rubric.id, "version", (int)rubric.version, "queued", (json_int_t)count));
}
