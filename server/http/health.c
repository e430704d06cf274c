/* health.c -- probes, metrics, and what anyone may read. */
#include "rubrics/json.h"
#include "server/http/handlers.h"
#include "server/http/metrics.h"
#include "server/http/show.h"

#include <string.h>

void health_alive(struct request *request, struct answer *answer)
{
    answer_json(request, answer, 200, json_pack("{s:s, s:s}", "status", "ok", "version", BOTHENDS_VERSION));
}

void health_ready(struct request *request, struct answer *answer)
{
    const struct service *service = request->service;
    struct store_queue queue = {0};
    struct err e = {0};
    bool draining = atomic_load(&service->draining);
    bool store = request->store && store_queue_look(request->store, &queue, &e);
    bool room = queue.queued < (int64_t)service->config->queue_max;
    const char *status = draining ? "draining" : !store ? "no store" : !room ? "queue full" : "ready";
    answer_json(request, answer, !draining && store && room ? 200 : 503,
                json_pack("{s:s, s:b, s:b, s:I, s:I}", "status", status, "store", store, "draining", draining, "queued",
                          (json_int_t)queue.queued, "running", (json_int_t)queue.running));
}

void health_metrics(struct request *request, struct answer *answer)
{
    struct store_queue queue = {0};
    struct err e = {0};
    bool known = request->store && store_queue_look(request->store, &queue, &e);
    AUTO_BUF struct buf page = {0};
    metrics_write(request->service->metrics, known ? &queue : NULL, &page);
    answer_bytes(answer, 200, "text/plain; version=0.0.4; charset=utf-8",
                 (struct bytes){arena_copy(request->arena, page.data, page.size), page.size});
}

void health_openapi(struct request *request, struct answer *answer)
{
    if (!answer_unchanged(request, answer, show_etag(request, request->service->openapi)))
        answer_bytes(answer, 200, "application/json", request->service->openapi);
}

void health_kit(struct request *request, struct answer *answer)
{
    if (!answer_unchanged(request, answer, show_etag(request, request->service->kit)))
        answer_bytes(answer, 200, "text/x-c; charset=utf-8", request->service->kit);
}

static const char home[] =
    "Bothends grades C programs that talk through pipes and share values.\n"
    "\n"
    "  A=http://127.0.0.1:8080            # this service\n"
    "  T='Authorization: Bearer TOKEN'    # from your instructor\n"
    "\n"
    "  curl -H \"$T\" $A/v1/rubrics                                             what can be handed in\n"
    "  curl -H \"$T\" -H 'Accept: text/plain' -F file=@main.c \\\n"
    "       \"$A/v1/submissions?rubric=pipe-hello&wait=60\"                     hand in, and read the grade\n"
    "  curl -H \"$T\" $A/v1/submissions                                         what you handed in\n"
    "  curl -H \"$T\" -N $A/v1/submissions/ID/events                            watch it being graded\n"
    "  curl -O $A/v1/kit/mp.h                                                 pipes and values for C\n"
    "\n"
    "Everything else: $A/v1/openapi.json\n";

/* A browser asks for text/html first; everyone else gets the text. */
void health_home(struct request *request, struct answer *answer)
{
    struct bytes text = {home, sizeof home - 1};
    const char *accept = request_header(request, "Accept");
    if (!accept || !strstr(accept, "text/html")) {
        answer_bytes(answer, 200, "text/plain; charset=utf-8", text);
        return;
    }
    const char *page = arena_printf(request->arena,
                                    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Bothends</title>"
                                    "<h1>Bothends</h1><pre>%s</pre></html>\n",
                                    home);
    answer_header(answer, "Content-Security-Policy", "default-src 'none'");
    answer_bytes(answer, 200, "text/html; charset=utf-8", (struct bytes){page, strlen(page)});
}
