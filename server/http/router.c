/* router.c -- the table of everything that can be asked. */
#include "server/http/router.h"

#include "rubrics/rubric.h"
#include "server/build.h"
#include "server/http/handlers.h"
#include "server/http/problem.h"

#include <string.h>

enum { SMALL_BYTES_MAX = 16 * 1024 };

/* clang-format off */
const struct route routes[] = {
    {"POST", "/v1/submissions", ACCESS_STUDENT, BODY_SUBMISSION, GIVES_JSON | GIVES_TEXT, submit_one,
     "submit", "Hand in C files to be graded",
     "rubric wait student name colour Idempotency-Key", "200:Grade 202:Submission 400 404 413 415 422 429 503"},
    {"POST", "/v1/submissions/batch", ACCESS_INSTRUCTOR, BODY_BATCH, GIVES_JSON, submit_batch,
     "submitBatch", "Hand in up to 100 submissions in one transaction",
     "Idempotency-Key", "202:Batch 400 413 415 422 503"},
    {"GET", "/v1/submissions", ACCESS_STUDENT, BODY_NONE, GIVES_JSON, submissions_list,
     "listSubmissions", "Submissions, newest first",
     "student rubric status limit cursor", "200:SubmissionList 400"},
    {"GET", "/v1/submissions/{id}", ACCESS_STUDENT, BODY_NONE, GIVES_JSON | GIVES_TEXT, submissions_get,
     "getSubmission", "The grade, or how far it is",
     "wait colour If-None-Match", "200:GradeOrSubmission 304 400 404"},
    {"GET", "/v1/submissions/{id}/files", ACCESS_STUDENT, BODY_NONE, GIVES_JSON, submissions_files,
     "listFiles", "What was handed in, and what was in an archive, once it is graded", "", "200:FileList 404"},
    {"GET", "/v1/submissions/{id}/files/{name*}", ACCESS_STUDENT, BODY_NONE, GIVES_ANY, submissions_file,
     "getFile", "One of these files", "", "200:Bytes 404"},
    {"GET", "/v1/submissions/{id}/grades", ACCESS_STUDENT, BODY_NONE, GIVES_JSON, submissions_grades,
     "listGrades", "Every grade it ever got, newest first", "", "200:GradeList 404"},
    {"GET", "/v1/submissions/{id}/events", ACCESS_STUDENT, BODY_NONE, GIVES_EVENTS, events_stream,
     "streamEvents", "Server-sent events: queued, compiling, running, graded", "Last-Event-ID", "200:Events 204 404"},
    {"GET", "/v1/submissions/{id}/results.json", ACCESS_STUDENT, BODY_NONE, GIVES_JSON, classes_results,
     "getResults", "The grade as Gradescope's results.json", "", "200:Object 404 409"},
    {"POST", "/v1/submissions/{id}/replay", ACCESS_STUDENT, BODY_NONE, GIVES_JSON, previews_replay,
     "replaySchedule", "Run the one schedule of a seed again, told step by step; nothing is saved", "seed wait",
     "200:Grade 202:Task 400 404 409 422 429 503"},
    {"POST", "/v1/submissions/{id}/regrade", ACCESS_INSTRUCTOR, BODY_REGRADE, GIVES_JSON, submissions_regrade,
     "regradeSubmission", "Grade it again by the newest version of its rubric", "", "202:Submission 404 409 422"},
    {"GET", "/v1/rubrics", ACCESS_STUDENT, BODY_NONE, GIVES_JSON, rubrics_list,
     "listRubrics", "All rubrics", "", "200:RubricList"},
    {"GET", "/v1/rubrics/{id}", ACCESS_STUDENT, BODY_NONE, GIVES_JSON, rubrics_get,
     "getRubric", "The newest version; students get what they may know of it", "If-None-Match", "200:Rubric 304 404"},
    {"PUT", "/v1/rubrics/{id}", ACCESS_INSTRUCTOR, BODY_RUBRIC, GIVES_JSON, rubrics_put,
     "putRubric", "Save a new version", "If-Match If-None-Match",
     "200:RubricSaved 201:RubricSaved 400 412 413 415 422 428"},
    {"DELETE", "/v1/rubrics/{id}", ACCESS_INSTRUCTOR, BODY_NONE, GIVES_JSON, rubrics_delete,
     "deleteRubric", "Take it out of use; its versions and grades stay", "If-Match", "204 404 412"},
    {"POST", "/v1/rubrics/{id}/validate", ACCESS_INSTRUCTOR, BODY_RUBRIC, GIVES_JSON, rubrics_validate,
     "validateRubric", "What is wrong with a draft; nothing is saved", "", "200:Validation 413 415"},
    {"POST", "/v1/rubrics/{id}/regrade", ACCESS_INSTRUCTOR, BODY_REGRADE, GIVES_JSON, rubrics_regrade,
     "regradeRubric", "Grade its finished submissions again: all, or those that are named", "", "202:Regrade 404 422"},
    {"POST", "/v1/rubrics/{id}/preview", ACCESS_INSTRUCTOR, BODY_PREVIEW, GIVES_JSON, previews_make,
     "previewRubric", "What a draft would do to submissions, or to sample code; nothing is saved", "wait",
     "200:Preview 202:Task 404 413 415 422 503"},
    {"POST", "/v1/rubrics/{id}/mutate", ACCESS_INSTRUCTOR, BODY_PREVIEW, GIVES_JSON, previews_mutate,
     "mutateRubric", "Make mistakes in its solutions and list what it does not notice; nothing is saved", "wait",
     "200:Object 202:Task 404 413 415 422 503"},
    {"GET", "/v1/previews/{id}", ACCESS_STUDENT, BODY_NONE, GIVES_JSON, previews_get,
     "getPreview", "What came out of it, or how far it is", "wait", "200:Preview 404"},
    {"GET", "/v1/rubrics/{id}/versions", ACCESS_INSTRUCTOR, BODY_NONE, GIVES_JSON, rubrics_versions,
     "listVersions", "Every version ever saved, newest first", "", "200:VersionList 404"},
    {"GET", "/v1/rubrics/{id}/versions/{version}", ACCESS_INSTRUCTOR, BODY_NONE, GIVES_JSON, rubrics_version,
     "getVersion", "One version", "If-None-Match", "200:Rubric 304 404"},
    {"GET", "/v1/rubrics/{id}/statistics", ACCESS_INSTRUCTOR, BODY_NONE, GIVES_JSON, classes_statistics,
     "classStatistics", "What its newest 1000 submissions have in common", "attempts", "200:Statistics 400 404"},
    {"GET", "/v1/rubrics/{id}/submissions.csv", ACCESS_INSTRUCTOR, BODY_NONE, GIVES_ANY, classes_csv,
     "exportCsv", "Scores and points of its newest 1000 submissions", "attempts", "200:Csv 400 404"},
    {"GET", "/v1/tokens", ACCESS_ADMIN, BODY_NONE, GIVES_JSON, tokens_list,
     "listTokens", "All tokens, without their secrets", "", "200:TokenList"},
    {"POST", "/v1/tokens", ACCESS_ADMIN, BODY_TOKEN, GIVES_JSON, tokens_create,
     "createToken", "A new token; it is shown this once", "", "201:TokenCreated 400 413 415"},
    {"DELETE", "/v1/tokens/{id}", ACCESS_ADMIN, BODY_NONE, GIVES_JSON, tokens_revoke,
     "revokeToken", "Make a token useless at once", "", "204 404 409"},
    {"GET", "/v1/deliveries", ACCESS_ADMIN, BODY_NONE, GIVES_JSON, deliveries_list,
     "listDeliveries", "What other services were told, the newest 200", "state", "200:DeliveryList 400"},
    {"POST", "/v1/deliveries/{id}/retry", ACCESS_ADMIN, BODY_NONE, GIVES_JSON, deliveries_retry,
     "retryDelivery", "Try a dead letter again, now", "", "204 404"},
    {"POST", "/v1/session", ACCESS_ANYONE, BODY_SESSION, GIVES_JSON, session_begin,
     "signIn", "For browsers: a cookie that stands for the token, for a week or until it is ended",
     "", "201:Session 400 401 413 415"},
    {"GET", "/v1/session", ACCESS_STUDENT, BODY_NONE, GIVES_JSON, session_get,
     "whoAmI", "Whose token or cookie this is; with a cookie, also the X-CSRF-Token that its writes need",
     "", "200:Session"},
    {"DELETE", "/v1/session", ACCESS_STUDENT, BODY_NONE, GIVES_JSON, session_end,
     "signOut", "End this session", "X-CSRF-Token", "204"},
    {"POST", "/v1/hooks/{source}", ACCESS_SIGNED, BODY_HOOK, GIVES_JSON, hooks_in,
     "hook", "A submission from another service, signed (Standard Webhooks, or X-Hub-Signature-256)",
     "webhook-id webhook-timestamp webhook-signature X-Hub-Signature-256 X-GitHub-Delivery X-GitHub-Event",
     "200:HookTaken 202:HookTaken 400 401 404 413 415 422 503"},
    {"GET", "/v1/openapi.json", ACCESS_ANYONE, BODY_NONE, GIVES_JSON, health_openapi,
     "getOpenapi", "This document", "If-None-Match", "200:Object 304"},
    {"GET", "/v1/kit/mp.h", ACCESS_ANYONE, BODY_NONE, GIVES_ANY, health_kit,
     "getKit", "The header that gives C the lesson's pipes and values", "If-None-Match", "200:Header 304"},
    {"GET", "/healthz", ACCESS_ANYONE, BODY_NONE, GIVES_JSON, health_alive,
     "alive", "Does the process answer?", "", "200:Health"},
    {"GET", "/readyz", ACCESS_ANYONE, BODY_NONE, GIVES_JSON, health_ready,
     "ready", "Is there a store, room in the queue, and no end coming?", "", "200:Health 503:Health"},
    {"GET", "/metrics", ACCESS_METRICS, BODY_NONE, GIVES_ANY, health_metrics,
     "getMetrics", "For Prometheus", "", "200:Text"},
    {"GET", "/", ACCESS_ANYONE, BODY_NONE, GIVES_TEXT | GIVES_HTML | GIVES_JSON, pages_home,
     "home", "The pages; for curl, how to use this", "", "200:Page"},
    {"GET", "/assets/{name}", ACCESS_ANYONE, BODY_NONE, GIVES_ANY, pages_asset,
     "asset", "What the pages are made of", "If-None-Match", "200:Asset 304 404"},
};
/* clang-format on */
const size_t route_count = sizeof routes / sizeof *routes;

bool router_fits(const char *pattern, const char *path, struct arena *arena, const char *params[static PARAMS_MAX])
{
    size_t count = 0;
    while (*pattern) {
        if (*pattern != '{') {
            if (*pattern++ != *path++)
                return false;
            continue;
        }
        const char *end = strchr(pattern, '}');
        size_t length = end[-1] == '*' ? strlen(path) : strcspn(path, "/");
        if (length == 0 || count == PARAMS_MAX)
            return false;
        params[count++] = arena_copy(arena, path, length);
        path += length;
        pattern = end + 1;
    }
    return *path == '\0';
}

static bool same_method(const char *asked, const char *method)
{
    return strcmp(asked, method) == 0 || (strcmp(asked, "HEAD") == 0 && strcmp(method, "GET") == 0);
}

bool router_find(struct request *request, struct answer *answer)
{
    AUTO_BUF struct buf allow = {0};
    for (size_t i = 0; i < route_count; i++) {
        const char *params[PARAMS_MAX] = {0};
        if (!router_fits(routes[i].pattern, request->path, request->arena, params))
            continue;
        if (same_method(request->method, routes[i].method)) {
            request->route = &routes[i];
            memcpy(request->params, params, sizeof params);
            return true;
        }
        buf_printf(&allow, "%s%s", routes[i].method, strcmp(routes[i].method, "GET") == 0 ? ", HEAD, " : ", ");
    }
    bool whole_server = strcmp(request->path, "*") == 0 && strcmp(request->method, "OPTIONS") == 0;
    if (!allow.data && !whole_server)
        return problem_answer(request, answer, PROBLEM_NOT_FOUND, "Nothing is at %.200s; GET / tells what is where.",
                              request->path);
    buf_add_string(&allow, whole_server ? "GET, HEAD, POST, PUT, DELETE, OPTIONS" : "OPTIONS");
    answer_header(answer, "Allow", arena_string(request->arena, allow.data));
    if (strcmp(request->method, "OPTIONS") != 0)
        return problem_answer(request, answer, PROBLEM_METHOD_NOT_ALLOWED, "Here one can %s.", allow.data);
    answer_bytes(answer, 204, NULL, (struct bytes){0});
    return false;
}

uint64_t router_body_max(const struct route *route, const struct config *config)
{
    switch (route->body) {
    case BODY_RUBRIC:
        return RUBRIC_BYTES_MAX;
    case BODY_NONE: /* curl -X POST -d '' and the like */
    case BODY_REGRADE:
    case BODY_TOKEN:
    case BODY_SESSION:
        return SMALL_BYTES_MAX;
    case BODY_SUBMISSION:
    case BODY_BATCH:
    case BODY_PREVIEW:
    case BODY_HOOK:
        return config->body_max;
    }
    return 0;
}

/* A word of a list parted by blanks. */
static bool has_word(const char *list, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = list; size > 0 && (at = strstr(at, word)) != NULL; at += size)
        if ((at == list || at[-1] == ' ') && (at[size] == ' ' || at[size] == '\0'))
            return true;
    return false;
}

bool router_knows_query(struct request *request, struct answer *answer)
{
    const struct route *route = request->route;
    if (strncmp(route->pattern, "/v1/", 4) != 0) /* a page's address is its own */
        return true;
    for (size_t i = 0; i < request->query.count; i++) {
        const char *name = request->query.items[i].name;
        if (strpbrk(name, " -") || !has_word(route->parameters, name)) /* those with '-' are headers */
            return problem_answer(request, answer, PROBLEM_BAD_REQUEST,
                                  "There is no parameter '%s' here; /v1/openapi.json lists those there are.", name);
        if (request_query(request, name) != request->query.items[i].value)
            return problem_answer(request, answer, PROBLEM_BAD_REQUEST, "The parameter '%s' comes more than once.",
                                  name);
    }
    return true;
}

bool router_acceptable(struct request *request, struct answer *answer)
{
    static const struct {
        unsigned bit;
        const char *type;
    } types[] = {
        {GIVES_JSON, "application/json"},
        {GIVES_TEXT, "text/plain"},
        {GIVES_EVENTS, "text/event-stream"},
        {GIVES_HTML, "text/html"},
    };
    unsigned gives = request->route->gives;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if ((gives & types[i].bit) && request_accepts(request, types[i].type) > 0)
            return true;
    if (gives & GIVES_ANY)
        return true;
    return problem_answer(request, answer, PROBLEM_NOT_ACCEPTABLE, "This is given as %s.",
                          gives & GIVES_EVENTS ? "text/event-stream"
                          : gives & GIVES_TEXT ? "application/json or text/plain"
                                               : "application/json");
}
