/* metrics.h -- what happened since the start, as Prometheus reads it. */
#ifndef SERVER_HTTP_METRICS_H
#define SERVER_HTTP_METRICS_H

#include "sandbox/base/buf.h"
#include "server/store.h"

#include <stddef.h>
#include <stdint.h>

struct metrics;

/* Events that are only counted: metric name, label, value of the label. */
#define METRIC_COUNTERS(X)                                                                                     \
    X(ACCEPTED, "bothends_submissions_total", "result", "accepted")                                            \
    X(REPLAYED, "bothends_submissions_total", "result", "replayed")                                            \
    X(REFUSED, "bothends_submissions_total", "result", "refused")                                              \
    X(HOOK_ACCEPTED, "bothends_webhook_deliveries_total", "outcome", "accepted")                               \
    X(HOOK_REPLAYED, "bothends_webhook_deliveries_total", "outcome", "replayed")                               \
    X(HOOK_IGNORED, "bothends_webhook_deliveries_total", "outcome", "ignored")                                 \
    X(HOOK_REFUSED, "bothends_webhook_deliveries_total", "outcome", "refused")

enum metric_counter {
#define METRIC_COUNTER(name, metric, label, value) METRIC_##name,
    METRIC_COUNTERS(METRIC_COUNTER)
#undef METRIC_COUNTER
    METRIC_COUNTER_COUNT
};

struct metrics *metrics_make(size_t route_count);
void metrics_free(struct metrics *metrics);
void metrics_count(struct metrics *metrics, enum metric_counter counter, uint64_t n);
/* A request was answered. route is its index in the table, or route_count when none fitted. Any thread. */
void metrics_request(struct metrics *metrics, size_t route, unsigned status, uint64_t took_ns);
/* Requests under way, and those of them that are parked. */
void metrics_active(struct metrics *metrics, int change);
void metrics_parked(struct metrics *metrics, int change);
int64_t metrics_active_count(struct metrics *metrics);
/* The page; queue NULL: the store does not answer. */
void metrics_write(struct metrics *metrics, const struct store_queue *queue, struct buf *out);

#endif
