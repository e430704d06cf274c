/* health.c -- probes, metrics, and what anyone may read. */
#include "rubrics/json.h"
#include "server/http/handlers.h"
#include "server/http/metrics.h"
#include "server/http/show.h"

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
