/* metrics.c -- what happened since the start, as Prometheus reads it. */
#include "server/http/metrics.h"

#include "sandbox/base/clock.h"
#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"
#include "server/http/router.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Seconds; OpenTelemetry's advice for http.server.request.duration. */
static const double bounds[] = {.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10};
enum { BOUNDS = sizeof bounds / sizeof *bounds, STATUSES = 16 };

struct histogram {
    unsigned status; /* 0: not used yet */
    uint64_t buckets[BOUNDS + 1];
    uint64_t sum_ns;
};

struct metrics {
    atomic_ullong counters[METRIC_COUNTER_COUNT];
    atomic_llong active, parked;
    double started_s;
    pthread_mutex_t lock; /* for the histograms */
    size_t route_count;
    struct histogram (*routes)[STATUSES]; /* route_count + 1: the last is for what fits no route */
};

static const struct {
    const char *metric, *label, *value;
} counters[] = {
#define METRIC_COUNTER(name, metric, label, value) {metric, label, value},
    METRIC_COUNTERS(METRIC_COUNTER)
#undef METRIC_COUNTER
};

struct metrics *metrics_make(size_t count)
{
    struct metrics *metrics = calloc(1, sizeof *metrics);
    CHECK(metrics);
    metrics->started_s = (double)clock_unix_ms() / 1000;
    metrics->route_count = count;
    metrics->routes = calloc(count + 1, sizeof *metrics->routes);
    CHECK(metrics->routes && pthread_mutex_init(&metrics->lock, NULL) == 0);
    return metrics;
}

void metrics_free(struct metrics *metrics)
{
    if (!metrics)
        return;
    (void)pthread_mutex_destroy(&metrics->lock); /* nobody is left to hold it */
    free(metrics->routes);
    free(metrics);
}

void metrics_count(struct metrics *metrics, enum metric_counter counter, uint64_t n)
{
    atomic_fetch_add(&metrics->counters[counter], n);
}

void metrics_active(struct metrics *metrics, int change)
{
    atomic_fetch_add(&metrics->active, change);
}

void metrics_parked(struct metrics *metrics, int change)
{
    atomic_fetch_add(&metrics->parked, change);
}

int64_t metrics_active_count(struct metrics *metrics)
{
    return atomic_load(&metrics->active);
}

void metrics_request(struct metrics *metrics, size_t route, unsigned status, uint64_t took_ns)
{
    CHECK(route <= metrics->route_count);
    if (status == 0)
        return; /* the client left before it was answered */
    size_t bucket = 0;
    while (bucket < BOUNDS && (double)took_ns > bounds[bucket] * 1e9)
        bucket++;
    CHECK(pthread_mutex_lock(&metrics->lock) == 0);
    struct histogram *row = metrics->routes[route];
    size_t i = 0;
    while (i < STATUSES - 1 && row[i].status != status && row[i].status != 0)
        i++; /* the last takes what does not fit: no route has that many statuses */
    row[i].status = row[i].status ? row[i].status : status;
    row[i].buckets[bucket]++;
    row[i].sum_ns += took_ns;
    CHECK(pthread_mutex_unlock(&metrics->lock) == 0);
}

static void head(struct buf *out, const char *name, const char *type, const char *help)
{
    buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void write_histogram(struct buf *out, const char *labels, const struct histogram *h)
{
    static const char name[] = "http_server_request_duration_seconds";
    uint64_t sum = 0;
    for (size_t i = 0; i < BOUNDS; i++) {
        sum += h->buckets[i];
        buf_printf(out, "%s_bucket{%s,le=\"%g\"} %llu\n", name, labels, bounds[i], (unsigned long long)sum);
    }
    sum += h->buckets[BOUNDS];
    buf_printf(out, "%s_bucket{%s,le=\"+Inf\"} %llu\n", name, labels, (unsigned long long)sum);
    buf_printf(out, "%s_sum{%s} %.6f\n", name, labels, (double)h->sum_ns / 1e9);
    buf_printf(out, "%s_count{%s} %llu\n", name, labels, (unsigned long long)sum);
}

static void write_requests(struct metrics *metrics, struct buf *out)
{
    head(out, "http_server_request_duration_seconds", "histogram", "How long requests took, waiting included.");
    CHECK(pthread_mutex_lock(&metrics->lock) == 0);
    for (size_t route = 0; route <= metrics->route_count; route++)
        for (size_t i = 0; i < STATUSES && metrics->routes[route][i].status; i++) {
            char labels[256];
            bool known = route < metrics->route_count;
            (void)snprintf(labels, sizeof labels,
                           "http_request_method=\"%s\",http_route=\"%s\",http_response_status_code=\"%u\"",
                           known ? routes[route].method : "_OTHER", known ? routes[route].pattern : "none",
                           metrics->routes[route][i].status); /* routes are short */
            write_histogram(out, labels, &metrics->routes[route][i]);
        }
    CHECK(pthread_mutex_unlock(&metrics->lock) == 0);
}

static void write_process(const struct metrics *metrics, struct buf *out)
{
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) == 0) {
        head(out, "process_cpu_seconds_total", "counter", "CPU time of this process.");
        buf_printf(out, "process_cpu_seconds_total %.3f\n",
                   (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6);
    }
    char statm[128] = "";
    AUTO_CLOSE int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t size = file < 0 ? -1 : read(file, statm, sizeof statm - 1);
    const char *resident = size > 0 ? strchr(statm, ' ') : NULL; /* the second number, in pages */
    if (resident) {
        head(out, "process_resident_memory_bytes", "gauge", "Resident memory of this process.");
        buf_printf(out, "process_resident_memory_bytes %ld\n", strtol(resident, NULL, 10) * sysconf(_SC_PAGESIZE));
    }
    DIR *fds = opendir("/proc/self/fd");
    if (fds) {
        int count = -3; /* ".", ".." and the folder's own */
        while (readdir(fds))
            count++;
        (void)closedir(fds); /* only read */
        head(out, "process_open_fds", "gauge", "Open file descriptors.");
        buf_printf(out, "process_open_fds %d\n", count);
    }
    head(out, "process_start_time_seconds", "gauge", "When this process began.");
    buf_printf(out, "process_start_time_seconds %.3f\n", metrics->started_s);
}

void metrics_write(struct metrics *metrics, const struct store_queue *queue, struct buf *out)
{
    head(out, "bothends_build_info", "gauge", "Always 1.");
    buf_printf(out, "bothends_build_info{version=\"%s\"} 1\n", BOTHENDS_VERSION);
    for (size_t i = 0; i < METRIC_COUNTER_COUNT; i++) {
        if (i == 0 || strcmp(counters[i].metric, counters[i - 1].metric) != 0)
            head(out, counters[i].metric, "counter", "What became of what arrived here.");
        buf_printf(out, "%s{%s=\"%s\"} %llu\n", counters[i].metric, counters[i].label, counters[i].value,
                   atomic_load(&metrics->counters[i]));
    }
    if (queue) {
        double oldest_s = queue->oldest_queued_ms ? (double)(clock_unix_ms() - queue->oldest_queued_ms) / 1000 : 0;
        head(out, "bothends_queue_depth", "gauge", "Submissions that are not graded yet.");
        buf_printf(out, "bothends_queue_depth{state=\"queued\"} %lld\nbothends_queue_depth{state=\"running\"} %lld\n",
                   (long long)queue->queued, (long long)queue->running);
        head(out, "bothends_queue_oldest_seconds", "gauge", "How long the first in the queue has waited.");
        buf_printf(out, "bothends_queue_oldest_seconds %.3f\n", oldest_s);
    }
    head(out, "bothends_store_up", "gauge", "1 when the store answers.");
    buf_printf(out, "bothends_store_up %d\n", queue != NULL);
    head(out, "http_server_active_requests", "gauge", "Requests under way, parked ones included.");
    buf_printf(out, "http_server_active_requests %lld\n", (long long)atomic_load(&metrics->active));
    head(out, "bothends_parked_requests", "gauge", "Waits and event streams that hold no thread.");
    buf_printf(out, "bothends_parked_requests %lld\n", (long long)atomic_load(&metrics->parked));
    write_requests(metrics, out);
    write_process(metrics, out);
}
