/* service.h -- what all requests share. */
#ifndef SERVER_HTTP_SERVICE_H
#define SERVER_HTTP_SERVICE_H

#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"
#include "server/bell.h"
#include "server/config.h"
#include "server/store.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

enum { STORES_READY = 5 /* libmicrohttpd's threads and the watcher */ };

/* Made by main before the first request and ended after the last; only the atomics and what the pointers hide
 * change. */
struct service {
    const struct config *config;
    const char *database;
    struct bells bells;
    struct bytes kit;     /* mp.h */
    struct bytes openapi; /* the document */
    struct metrics *metrics;
    struct rate *rate;
    struct inbox *inbox;
    atomic_bool draining; /* told to stop: no more waiting, not ready */
    pthread_key_t stores; /* each thread's own store */
    struct store *ready[STORES_READY]; /* opened before the first request, for the first threads that ask */
    atomic_size_t ready_taken;
};

/* The store of the calling thread: one that is ready, or opened now. NULL: it cannot be opened (logged). */
struct store *service_store(struct service *service);

#endif
