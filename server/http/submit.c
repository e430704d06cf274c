/* submit.c -- from what was handed in, in whatever form, to a submission in the store. */
#include "server/http/submit.h"

#include "rubrics/digest.h"
#include "rubrics/rubric.h"
#include "sandbox/base/clock.h"
#include "server/build.h"
#include "server/http/auth.h"
#include "server/http/handlers.h"
#include "server/http/inbox.h"
#include "server/http/metrics.h"
#include "server/http/rate.h"
#include "server/http/show.h"
#include "server/sources.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { BATCH_MAX = 100, STUDENT_BYTES_MAX = 128, KEY_BYTES_MAX = 200, QUEUE_RETRY_S = 10 };

static bool fail(struct fault *fault, enum problem problem, const char *pointer, const char *detail)
{
    *fault = (struct fault){problem, pointer, detail};
    return false;
}

void submit_refuse(struct request *request, struct answer *answer, const struct fault *fault)
{
    metrics_count(request->service->metrics, METRIC_REFUSED, 1);
    json_t *more = NULL;
    if (fault->pointer)
        more = json_pack("{s:[o]}", "errors", problem_fault(fault->pointer, 0, fault->detail));
    (void)problem_answer_with(request, answer, fault->problem, more, "%s", fault->detail); /* is always false */
}

/* --- reading JSON ------------------------------------------------------------------------------------------------- */

static bool only_keys(const json_t *object, const char *const *known, const char *pointer, struct arena *arena,
                      struct fault *fault)
{
    AUTO_BUF struct buf keys = {0};
    for (size_t i = 0; known[i]; i++)
        buf_printf(&keys, "%s%s", i == 0 ? "" : ", ", known[i]);
    for (void *at = json_object_iter((json_t *)(uintptr_t)object); at;
         at = json_object_iter_next((json_t *)(uintptr_t)object, at)) {
        const char *key = json_object_iter_key(at);
        size_t i = 0;
        while (known[i] && strcmp(known[i], key) != 0)
            i++;
        if (!known[i])
            return fail(fault, PROBLEM_BAD_SUBMISSION, json_pointer(pointer, key, arena),
                        arena_printf(arena, "There is no key '%.60s' here, only: %s.", key, keys.data));
    }
    return true;
}

static bool read_file(const json_t *object, const char *pointer, bool strict, struct arena *arena, struct source *out,
                      struct fault *fault)
{
    static const char *const keys[] = {"name", "content", "content_base64", NULL};
    struct source_fault bad = {0};
    if (json_is_object(object) && strict && !only_keys(object, keys, pointer, arena, fault))
        return false;
    return source_from_json(object, arena, out, &bad) ||
           fail(fault, PROBLEM_BAD_SUBMISSION, arena_printf(arena, "%s%s", pointer, bad.at), bad.detail);
}

bool submit_read(const json_t *object, const char *pointer, bool strict, struct arena *arena, struct handed_in *out,
                 struct fault *fault)
{
    static const char *const keys[] = {"rubric", "student", "files", NULL};
    if (!json_is_object(object))
        return fail(fault, PROBLEM_BAD_SUBMISSION, pointer, "A submission is an object with files.");
    if (strict && !only_keys(object, keys, pointer, arena, fault))
        return false;
    const json_t *rubric = json_object_get(object, "rubric"), *student = json_object_get(object, "student"),
                 *files = json_object_get(object, "files");
    if (rubric && !json_is_null(rubric) && !json_is_string(rubric))
        return fail(fault, PROBLEM_BAD_SUBMISSION, arena_printf(arena, "%s/rubric", pointer), "rubric is an id.");
    if (student && !json_is_null(student) && !json_is_string(student))
        return fail(fault, PROBLEM_BAD_SUBMISSION, arena_printf(arena, "%s/student", pointer), "student is a name.");
    const char *files_pointer = arena_printf(arena, "%s/files", pointer);
    if (!json_is_array(files) || json_array_size(files) == 0)
        return fail(fault, PROBLEM_BAD_SUBMISSION, files_pointer, "files is a list of at least one file.");
    if (json_array_size(files) > SUBMISSION_FILES_MAX)
        return fail(fault, PROBLEM_TOO_LARGE, files_pointer, "A submission has at most 64 files.");
    *out = (struct handed_in){.rubric = arena_string(arena, json_string_value(rubric)),
                              .student = arena_string(arena, json_string_value(student)),
                              .files = arena_alloc(arena, json_array_size(files), sizeof *out->files)};
    for (; out->file_count < json_array_size(files); out->file_count++)
        if (!read_file(json_array_get(files, out->file_count),
                       arena_printf(arena, "%s/%zu", files_pointer, out->file_count), strict, arena,
                       &out->files[out->file_count], fault))
            return false;
    return true;
}

/* --- checking and storing ----------------------------------------------------------------------------------------- */

/* A name that a list, a log and a terminal may show. */
static bool student_ok(const char *student)
{
    size_t size = strlen(student);
    AUTO_BUF struct buf shown = {0};
    buf_add_printable(&shown, student, size);
    return size > 0 && size <= STUDENT_BYTES_MAX && strcmp(shown.data, student) == 0 && !strpbrk(student, "\n\t");
}

bool submit_check(struct request *request, struct handed_in *handed_in, const char *pointer, struct fault *fault,
                  struct err *e)
{
    struct arena *arena = request->arena;
    const char *base = pointer ? pointer : "";
    handed_in->is_archive = handed_in->file_count == 1 && build_is_archive(handed_in->files[0].data);
    struct err bad = {0};
    if (!build_files_ok(handed_in->files, handed_in->file_count, handed_in->is_archive, &bad)) {
        AUTO_BUF struct buf shown = {0};
        buf_add_printable(&shown, bad.text, strlen(bad.text));
        return fail(fault, bad.code == ERR_LIMIT ? PROBLEM_TOO_LARGE : PROBLEM_BAD_SUBMISSION,
                    pointer ? arena_printf(arena, "%s/files", base) : NULL, arena_string(arena, shown.data));
    }
    if (!handed_in->student || !student_ok(handed_in->student))
        return fail(fault, PROBLEM_BAD_SUBMISSION, pointer ? arena_printf(arena, "%s/student", base) : NULL,
                    "student is a name of 1 to 128 bytes of UTF-8 without control characters.");
    const char *at = pointer ? arena_printf(arena, "%s/rubric", base) : NULL;
    if (!handed_in->rubric || !*handed_in->rubric)
        return fail(fault, PROBLEM_RUBRIC_MISSING, at,
                    at ? "Name a rubric, e.g. \"rubric\": \"pipe-hello\"; GET /v1/rubrics lists them."
                       : "Say by which rubric, e.g. ?rubric=pipe-hello; GET /v1/rubrics lists them.");
    struct store_rubric rubric = {0};
    struct err absent = {0};
    bool found = rubric_id_ok(handed_in->rubric) &&
                 store_rubric_get(request->store, handed_in->rubric, 0, arena, &rubric, &absent);
    if (!found && absent.code != ERR_NONE && absent.code != ERR_ABSENT) {
        *e = absent;
        return false;
    }
    if (!found || rubric.deleted)
        return fail(fault, PROBLEM_UNKNOWN_RUBRIC, at,
                    arena_printf(arena, "There is no rubric '%.64s'; GET /v1/rubrics lists them.", handed_in->rubric));
    handed_in->rubric_version = rubric.version;
    return true;
}

/* What makes two requests the same (Idempotency-Key draft, 2.4). */
static const char *fingerprint(const struct handed_in *item, struct arena *arena)
{
    AUTO_BUF struct buf text = {0};
    buf_printf(&text, "%s\n%s\n", item->rubric, item->student);
    for (size_t i = 0; i < item->file_count; i++) {
        char hash[65];
        digest_sha256(item->files[i].data, hash);
        buf_printf(&text, "%s %s\n", hash, item->files[i].name);
    }
    char hash[65];
    digest_sha256((struct bytes){text.data, text.size}, hash);
    return arena_string(arena, hash);
}

bool submit_add(struct request *request, struct answer *answer, const struct handed_in *items, size_t count,
                const struct origin *origin, struct store_new_submission *out, enum store_added *added)
{
    struct service *service = request->service;
    struct arena *arena = request->arena;
    int64_t now_ms = clock_unix_ms();
    for (size_t i = 0; i < count; i++) {
        out[i] = (struct store_new_submission){.submission = {.rubric_id = items[i].rubric,
                                                              .rubric_version = items[i].rubric_version,
                                                              .student = items[i].student,
                                                              .owner = origin->owner,
                                                              .is_archive = items[i].is_archive,
                                                              .created_ms = now_ms,
                                                              .progress = "",
                                                              .last_error = "",
                                                              .points = -1,
                                                              .max_points = -1},
                                               .files = items[i].files,
                                               .file_count = items[i].file_count,
                                               .hook_source = origin->hook_source,
                                               .hook_id = origin->hook_id};
        submission_id_make(out[i].submission.id);
        if (origin->key) {
            out[i].idempotency_key = origin->many ? arena_printf(arena, "%s #%zu", origin->key, i) : origin->key;
            out[i].fingerprint = fingerprint(&items[i], arena);
        }
    }
    struct err e = {0};
    if (!inbox_add(service->inbox, out, count, service->config->queue_max, added, &e)) {
        metrics_count(service->metrics, METRIC_REFUSED, count);
        if (e.code != ERR_LIMIT)
            return problem_err(request, answer, &e);
        answer_header(answer, "Retry-After", arena_printf(arena, "%d", QUEUE_RETRY_S));
        return problem_answer(request, answer, PROBLEM_QUEUE_FULL, "Nothing was taken. Try again in %d s.",
                              QUEUE_RETRY_S);
    }
    for (size_t i = 0; i < count; i++) {
        if (added[i] == ADDED)
            bell_ring(service->bells.work);
        metrics_count(service->metrics,
                      added[i] == ADDED          ? METRIC_ACCEPTED
                      : added[i] == ADDED_BEFORE ? METRIC_REPLAYED
                                                 : METRIC_REFUSED,
                      1);
    }
    return true;
}

/* --- POST /v1/submissions ----------------------------------------------------------------------------------------- */

/* A value that may come in the query and in the body; twice is fine when it is the same. */
static bool merge(const char **into, const char *other, const char *name, struct arena *arena, struct fault *fault)
{
    if (*into && other && strcmp(*into, other) != 0)
        return fail(fault, PROBLEM_BAD_REQUEST, NULL, arena_printf(arena, "%s is said twice, in two ways.", name));
    *into = *into ? *into : other;
    return true;
}

static bool read_multipart(struct request *request, struct answer *answer, struct handed_in *out, struct fault *fault)
{
    struct part *parts = NULL;
    size_t count = 0;
    struct arena *arena = request->arena;
    if (!request_parts(request, &parts, &count, answer))
        return false;
    out->files = arena_alloc(arena, count + 1, sizeof *out->files);
    for (size_t i = 0; i < count; i++) {
        const struct part *part = &parts[i];
        if (part->filename) {
            out->files[out->file_count++] = (struct source){part->filename, part->data};
            continue;
        }
        const char **into = strcmp(part->name, "rubric") == 0    ? &out->rubric
                            : strcmp(part->name, "student") == 0 ? &out->student
                                                                 : NULL;
        if (!into)
            return fail(fault, PROBLEM_BAD_MULTIPART, NULL,
                        arena_printf(arena,
                                     "Part %zu ('%.60s') has no filename, and is neither rubric nor student. "
                                     "With curl: -F 'file=@main.c'.",
                                     i + 1, part->name));
        const char *value = arena_copy(arena, part->data.data, part->data.size);
        if (strlen(value) != part->data.size)
            return fail(fault, PROBLEM_BAD_MULTIPART, NULL, "A form field holds a NUL.");
        if (!merge(into, value, part->name, arena, fault))
            return false;
    }
    if (out->file_count == 0)
        return fail(fault, PROBLEM_BAD_SUBMISSION, NULL, "There is no file in it. With curl: -F 'file=@main.c'.");
    return true;
}

static bool read_raw(struct request *request, bool said_archive, struct handed_in *out, struct fault *fault)
{
    if (request->body.size == 0)
        return fail(fault, PROBLEM_BAD_SUBMISSION, NULL,
                    "The body is empty. With curl: -F 'file=@main.c' or --data-binary @main.c.");
    const char *name = request_query(request, "name");
    bool archive = build_is_archive(request->body);
    if (said_archive && !archive)
        return fail(fault, PROBLEM_BAD_SUBMISSION, NULL,
                    "The Content-Type says that it is an archive, but it begins neither like a .zip nor like a .tar.gz "
                    "(a .tar needs gzip).");
    out->files = arena_alloc(request->arena, 1, sizeof *out->files);
    out->files[0] = (struct source){name ? name : archive ? "submission" : "main.c", request->body};
    out->file_count = 1;
    return true;
}

static bool read_json(struct request *request, struct handed_in *out, struct fault *fault)
{
    AUTO_JSON json_t *document = NULL;
    struct err e = {0};
    if (!json_read(request->body, &document, &e))
        return fail(fault, PROBLEM_BAD_JSON, NULL, arena_string(request->arena, e.text));
    return submit_read(document, "", true, request->arena, out, fault);
}

/* False: the answer is there when fault says nothing. */
static bool read_body(struct request *request, struct answer *answer, struct handed_in *out, struct fault *fault)
{
    static const struct {
        const char *type;
        bool is_archive;
    } raw[] = {
        {"", false},
        {"application/octet-stream", false},
        {"application/x-www-form-urlencoded", false}, /* so says curl --data-binary without -H: it is the file */
        {"application/zip", true},
        {"application/x-zip-compressed", true},
        {"application/gzip", true},
        {"application/x-gzip", true},
        {"application/x-tar", true},
        {"application/x-compressed-tar", true},
    };
    const char *type = request_type(request);
    if (strcmp(type, "multipart/form-data") == 0)
        return read_multipart(request, answer, out, fault);
    if (strcmp(type, "application/json") == 0)
        return read_json(request, out, fault);
    if (strncmp(type, "text/", 5) == 0)
        return read_raw(request, false, out, fault);
    for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
        if (strcmp(type, raw[i].type) == 0)
            return read_raw(request, raw[i].is_archive, out, fault);
    return fail(fault, PROBLEM_UNSUPPORTED_TYPE, NULL,
                "Send multipart/form-data, JSON, a .c file as text/x-c, a .zip or a .tar.gz.");
}

bool submit_allowed(struct request *request, struct answer *answer)
{
    if (auth_staff(request))
        return true;
    struct rate_state state = {0};
    struct arena *arena = request->arena;
    bool allowed = rate_take(request->service->rate, request->caller.id, 1, clock_ns(), &state);
    answer_header(answer, "RateLimit-Policy", arena_printf(arena, "\"submit\";q=%u;w=60", state.limit));
    answer_header(answer, "RateLimit", arena_printf(arena, "\"submit\";r=%u;t=%u", state.remaining, state.reset_s));
    if (allowed)
        return true;
    answer_header(answer, "Retry-After", arena_printf(arena, "%u", state.retry_s));
    return problem_answer(request, answer, PROBLEM_TOO_MANY, "At most %u a minute. Try again in %u s.", state.limit,
                          state.retry_s);
}

static bool key_ok(struct request *request, struct answer *answer)
{
    const char *key = request_header(request, "Idempotency-Key");
    size_t size = key ? strlen(key) : 1;
    bool printable = true;
    for (const char *c = key ? key : ""; *c; c++)
        printable = printable && *c >= ' ' && *c <= '~';
    if (size > 0 && size <= KEY_BYTES_MAX && printable)
        return true;
    return problem_answer(request, answer, PROBLEM_BAD_REQUEST,
                          "An Idempotency-Key is 1 to %d printable ASCII characters.", KEY_BYTES_MAX);
}

static bool student_may(struct request *request, struct answer *answer, struct handed_in *handed_in)
{
    const char *own = request->caller.name;
    if (!handed_in->student)
        handed_in->student = own;
    if (auth_staff(request) || strcmp(handed_in->student, own) == 0)
        return true;
    return problem_answer(request, answer, PROBLEM_FORBIDDEN, "This token hands in as '%s' only.", own);
}

void submit_one(struct request *request, struct answer *answer)
{
    uint64_t until_ns = 0;
    struct handed_in handed_in = {0};
    struct fault fault = {.problem = PROBLEM_COUNT};
    struct err e = {0};
    if (!submit_allowed(request, answer) || !key_ok(request, answer) || !show_wait(request, answer, &until_ns))
        return;
    bool good = read_body(request, answer, &handed_in, &fault) &&
                merge(&handed_in.rubric, request_query(request, "rubric"), "rubric", request->arena, &fault) &&
                merge(&handed_in.student, request_query(request, "student"), "student", request->arena, &fault);
    if (good && !student_may(request, answer, &handed_in))
        return;
    bool is_json = strcmp(request_type(request), "application/json") == 0;
    if (!good || !submit_check(request, &handed_in, is_json ? "" : NULL, &fault, &e)) {
        if (e.code != ERR_NONE)
            (void)problem_err(request, answer, &e);
        else if (fault.problem != PROBLEM_COUNT)
            submit_refuse(request, answer, &fault);
        return;
    }
    const struct origin origin = {.owner = request->caller.id, .key = request_header(request, "Idempotency-Key")};
    struct store_new_submission added_item = {0};
    enum store_added added;
    if (!submit_add(request, answer, &handed_in, 1, &origin, &added_item, &added))
        return;
    if (added == ADDED_CONFLICT) {
        (void)problem_answer(request, answer, PROBLEM_KEY_REUSED, "Use a new key for a new submission.");
        return;
    }
    if (added == ADDED_BEFORE)
        answer_header(answer, "Idempotent-Replayed", "true");
    show_when_done(request, answer, added_item.submission.id, until_ns);
}

/* --- POST /v1/submissions/batch ----------------------------------------------------------------------------------- */

static json_t *batch_item(const struct store_new_submission *item, enum store_added added)
{
    if (added == ADDED_CONFLICT)
        return json_pack("{s:{s:s, s:i, s:s}}", "problem", "type",
                         "https://bothends.dev/problems/idempotency-key-reused", "status", 422, "title",
                         problem_title(PROBLEM_KEY_REUSED));
    return json_pack("{s:s, s:s, s:b}", "id", item->submission.id, "student", item->submission.student, "replayed",
                     added == ADDED_BEFORE);
}

/* All faults of all items at once; nothing is stored when there is one. */
static bool read_batch(struct request *request, struct answer *answer, const json_t *list, struct handed_in *items)
{
    size_t count = json_array_size(list);
    json_t *faults = json_array();
    for (size_t i = 0; i < count; i++) {
        struct fault fault = {.problem = PROBLEM_COUNT};
        struct err e = {0};
        const char *pointer = arena_printf(request->arena, "/submissions/%zu", i);
        bool good = submit_read(json_array_get(list, i), pointer, true, request->arena, &items[i], &fault);
        if (good && !items[i].student)
            items[i].student = request->caller.name;
        good = good && submit_check(request, &items[i], pointer, &fault, &e);
        if (e.code != ERR_NONE) {
            json_decref(faults);
            return problem_err(request, answer, &e);
        }
        if (!good)
            CHECK(json_array_append_new(faults,
                                        problem_fault(fault.pointer ? fault.pointer : pointer, 0, fault.detail)) == 0);
    }
    if (json_array_size(faults) == 0) {
        json_decref(faults);
        return true;
    }
    metrics_count(request->service->metrics, METRIC_REFUSED, count);
    return problem_answer_with(request, answer, PROBLEM_BAD_SUBMISSION, json_pack("{s:o}", "errors", faults),
                               "Nothing was taken: mend or leave out what has faults.");
}

void submit_batch(struct request *request, struct answer *answer)
{
    AUTO_JSON json_t *document = NULL;
    if (!key_ok(request, answer))
        return;
    if (!problem_body(request, answer, "A batch is application/json.", &document))
        return;
    const json_t *list = json_object_get(document, "submissions");
    size_t count = json_array_size(list);
    if (count == 0 || json_object_size(document) != 1) {
        (void)problem_answer(request, answer, PROBLEM_BAD_JSON, "A batch is {\"submissions\": [...]}.");
        return;
    }
    if (count > BATCH_MAX) {
        (void)problem_answer(request, answer, PROBLEM_TOO_LARGE, "A batch has at most %d submissions.", BATCH_MAX);
        return;
    }
    struct handed_in *items = arena_alloc(request->arena, count, sizeof *items);
    struct store_new_submission *stored = arena_alloc(request->arena, count, sizeof *stored);
    enum store_added *added = arena_alloc(request->arena, count, sizeof *added);
    const struct origin origin = {
        .owner = request->caller.id, .key = request_header(request, "Idempotency-Key"), .many = true};
    if (!read_batch(request, answer, list, items) || !submit_add(request, answer, items, count, &origin, stored, added))
        return;
    json_t *results = json_array();
    for (size_t i = 0; i < count; i++)
        CHECK(json_array_append_new(results, batch_item(&stored[i], added[i])) == 0);
    answer_json(request, answer, 202, json_pack("{s:o}", "items", results));
}
