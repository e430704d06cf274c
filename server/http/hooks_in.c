/* hooks_in.c -- submissions from other services: verified on the raw body before anything is parsed, never taken twice,
 * acknowledged when they are on disk. */
#include "server/hooks.h"

#include "rubrics/digest.h"
#include "rubrics/json.h"
#include "sandbox/base/clock.h"
#include "server/http/handlers.h"
#include "server/http/metrics.h"
#include "server/http/problem.h"
#include "server/http/show.h"
#include "server/http/submit.h"

#include <string.h>

static const struct config_hook *find_hook(const struct config *config, const char *name)
{
    for (size_t i = 0; i < config->hook_count; i++)
        if (strcmp(config->hooks[i].name, name) == 0)
            return &config->hooks[i];
    return NULL;
}

/* What a message is known by, once it is verified; NULL: the answer says why not. GitHub's signature covers the body
 * and nothing else: a recorded message under another X-GitHub-Delivery would be new, so it is known by its body. */
static const char *verify(struct request *request, struct answer *answer, const struct config_hook *hook)
{
    bool github = hook->kind == HOOK_GITHUB;
    const char *id = request_header(request, github ? "X-GitHub-Delivery" : "webhook-id");
    enum hook_verdict verdict =
        github
            ? hook_check_github(hook->secrets, id, request_header(request, "X-Hub-Signature-256"), request->body)
            : hook_check_standard(hook->secrets, id, request_header(request, "webhook-timestamp"),
                                  request_header(request, "webhook-signature"), request->body, clock_unix_ms() / 1000);
    if (verdict == HOOK_GOOD && !github)
        return id;
    if (verdict == HOOK_GOOD) {
        char hex[65];
        digest_sha256(request->body, hex);
        return arena_printf(request->arena, "sha256:%s", hex);
    }
    metrics_count(request->service->metrics, METRIC_HOOK_REFUSED, 1);
    (void)problem_answer(request, answer, PROBLEM_BAD_SIGNATURE, "Not taken: %s.", hook_verdict_text(verdict));
    return NULL;
}

static void answer_hook(struct request *request, struct answer *answer, unsigned status, const char *id,
                        const char *what)
{
    answer_json(request, answer, status, json_pack("{s:s, s:s?}", "status", what, "id", id));
}

static void take(struct request *request, struct answer *answer, const struct config_hook *hook, const char *message,
                 const json_t *data)
{
    struct handed_in handed_in = {0};
    struct fault fault = {.problem = PROBLEM_COUNT};
    struct err e = {0};
    bool good = submit_read(data, "/data", false, request->arena, &handed_in, &fault);
    if (good && !handed_in.rubric)
        handed_in.rubric = hook->rubric;
    if (!good || !submit_check(request, &handed_in, "/data", &fault, &e)) {
        metrics_count(request->service->metrics, METRIC_HOOK_REFUSED, 1);
        if (e.code != ERR_NONE)
            (void)problem_err(request, answer, &e);
        else
            submit_refuse(request, answer, &fault);
        return;
    }
    const struct origin origin = {
        .owner = arena_printf(request->arena, "hook:%s", hook->name), .hook_source = hook->name, .hook_id = message};
    struct store_new_submission item = {0};
    enum store_added added;
    if (!submit_add(request, answer, &handed_in, 1, &origin, &item, &added))
        return;
    bool again = added != ADDED;
    metrics_count(request->service->metrics, again ? METRIC_HOOK_REPLAYED : METRIC_HOOK_ACCEPTED, 1);
    answer_header(answer, "Location", arena_printf(request->arena, "/v1/submissions/%s", item.submission.id));
    answer_hook(request, answer, again ? 200 : 202, item.submission.id, again ? "known" : "queued");
}

void hooks_in(struct request *request, struct answer *answer)
{
    const struct config_hook *hook = find_hook(request->service->config, request->params[0]);
    if (!hook) {
        (void)problem_answer(request, answer, PROBLEM_NOT_FOUND, "No source '%s' is configured.", request->params[0]);
        return;
    }
    const char *message = verify(request, answer, hook);
    if (!message)
        return;
    const char *event = request_header(request, "X-GitHub-Event");
    if (hook->kind == HOOK_GITHUB && event && strcmp(event, "ping") == 0) {
        answer_hook(request, answer, 200, NULL, "pong");
        return;
    }
    AUTO_JSON json_t *document = NULL;
    if (!problem_body(request, answer, "A message is application/json.", &document))
        return;
    const char *type = json_string_value(json_object_get(document, "type"));
    if (!type || strcmp(type, "submission.created") != 0) {
        metrics_count(request->service->metrics, METRIC_HOOK_IGNORED, 1);
        const char *why = "Only {\"type\": \"submission.created\", \"data\": {...}} hands something in.";
        answer_json(request, answer, 202, json_pack("{s:s, s:n, s:s}", "status", "ignored", "id", "detail", why));
        return;
    }
    take(request, answer, hook, message, json_object_get(document, "data"));
}
