/* main.c -- bothends-deliver: tells other services of grades, from the outbox, signed and in order. */
#include "rubrics/digest.h"
#include "sandbox/base/clock.h"
#include "server/bell.h"
#include "server/config.h"
#include "server/deliver/client.h"
#include "server/delivery.h"
#include "server/log.h"
#include "server/store.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* One thread, one loop. A delivery is leased from the store, posted, and its end written down: a crash anywhere leaves
 * a lease that runs out, and the same message id goes out again (receivers drop what they know). The store hands out a
 * delivery only when its forerunners of the same endpoint and ordering key are done, which keeps the order. */

enum { LEASE_MS = 60 * 1000, POLL_MS = 1000 };

struct deliverer {
    struct store *store;
    struct client *client;
    const struct config *config;
};

struct job { /* one delivery under way; owns its memory */
    struct arena *arena;
    struct store_delivery delivery;
};

static const struct config_endpoint *endpoint_of(const struct config *config, const char *name)
{
    for (size_t i = 0; i < config->endpoint_count; i++)
        if (strcmp(config->endpoints[i].name, name) == 0)
            return &config->endpoints[i];
    return NULL;
}

static bool record(struct deliverer *d, const struct store_delivery *delivery, const struct client_answer *answer,
                   struct err *e)
{
    uint32_t random;
    digest_random(&random, sizeof random);
    int64_t wait_ms = 0;
    char id[24], status[16];
    (void)snprintf(id, sizeof id, "%" PRId64, delivery->id);     /* fits */
    (void)snprintf(status, sizeof status, "%d", answer->status); /* fits */
    switch (delivery_judge(answer->status, delivery->attempts, answer->retry_after_s, random, &wait_ms)) {
    case DELIVERY_DONE:
        log_line(LOG_LEVEL_INFO, "delivered", "delivery", id, "endpoint", delivery->endpoint, "status", status, NULL);
        return store_delivery_done(d->store, delivery->id, answer->status, e);
    case DELIVERY_AGAIN:
        log_line(LOG_LEVEL_WARN, "delivery failed, will try again", "delivery", id, "endpoint", delivery->endpoint,
                 "status", status, "problem", answer->problem, NULL);
        return store_delivery_failed(d->store, delivery->id, answer->status, answer->problem, clock_unix_ms() + wait_ms,
                                     e);
    case DELIVERY_DEAD:
        break;
    }
    log_line(LOG_LEVEL_ERROR, "delivery given up", "delivery", id, "endpoint", delivery->endpoint, "status", status,
             "problem", answer->problem, NULL);
    return store_delivery_failed(d->store, delivery->id, answer->status, answer->problem, 0, e);
}

static bool post(struct deliverer *d, struct job *job, struct err *e)
{
    const struct store_delivery *delivery = &job->delivery;
    const struct config_endpoint *endpoint = endpoint_of(d->config, delivery->endpoint);
    if (!endpoint)
        return err_set(e, ERR_INPUT, "endpoint '%s' is no longer configured", delivery->endpoint);
    int64_t now_s = clock_unix_ms() / 1000;
    const char *signature;
    if (!delivery_sign(endpoint->secret, delivery->message_id, now_s, delivery->body, job->arena, &signature, e))
        return false;
    const struct client_post message = {
        .url = endpoint->url,
        .allow_private = endpoint->allow_private,
        .headers = {"content-type: application/json", arena_printf(job->arena, "webhook-id: %s", delivery->message_id),
                    arena_printf(job->arena, "webhook-timestamp: %" PRId64, now_s),
                    arena_printf(job->arena, "webhook-signature: %s", signature)},
        .header_count = 4,
        .body = delivery->body,
        .tag = job,
    };
    return client_start(d->client, &message, e);
}

/* Starts what is due, as much as the client takes. False: the store failed. */
static bool start_due(struct deliverer *d, struct err *e)
{
    while (client_running(d->client) < CLIENT_AT_ONCE) {
        struct job *job = calloc(1, sizeof *job);
        CHECK(job);
        job->arena = arena_make();
        struct err why = {0};
        bool leased = store_delivery_lease(d->store, LEASE_MS, job->arena, &job->delivery, &why);
        if (leased && post(d, job, &why))
            continue;
        bool recorded = true;
        if (leased) { /* never sent: our configuration is at fault, and trying again soon would not help */
            struct client_answer answer = {.retry_after_s = -1};
            (void)snprintf(answer.problem, sizeof answer.problem, "%.150s", why.text); /* a cut text still says why */
            recorded = record(d, &job->delivery, &answer, e);
        }
        arena_free(job->arena);
        free(job);
        if (!recorded)
            return false;
        if (!leased)
            return why.code == ERR_ABSENT || err_set(e, why.code, "%s", why.text);
    }
    return true;
}

/* What could be leased is under way; so what is due and not under way stands behind one that is, whose answer wakes us.
 */
static bool wait_ms(struct deliverer *d, int *out, struct err *e)
{
    int64_t next = 0;
    if (!store_delivery_next_ms(d->store, &next, e))
        return false;
    int64_t wait = next - clock_unix_ms();
    *out = wait > 0 && wait < POLL_MS ? (int)wait : POLL_MS;
    return true;
}

static bool serve(struct deliverer *d, int signals, int bell, struct err *e)
{
    const int wake[] = {signals, bell};
    for (;;) {
        struct signalfd_siginfo info;
        if (read(signals, &info, sizeof info) == sizeof info)
            return true;       /* what is under way keeps its lease and goes out again with the same id */
        (void)bell_take(bell); /* only to silence it: the store says what there is */
        if (!start_due(d, e))
            return false;
        int wait;
        if (!wait_ms(d, &wait, e) || !client_wait(d->client, wake, bell >= 0 ? 2 : 1, wait, e))
            return false;
        struct client_answer answer;
        while (client_take(d->client, &answer)) {
            struct job *job = answer.tag;
            bool recorded = record(d, &job->delivery, &answer, e);
            arena_free(job->arena);
            free(job);
            if (!recorded)
                return false;
        }
    }
}

static int usage(void)
{
    (void)fprintf(stderr, "usage: bothends-deliver [--database URL] [--data DIR] [--config FILE]\n");
    return 2;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {{"database", required_argument, NULL, 'b'},
                                            {"data", required_argument, NULL, 'd'},
                                            {"config", required_argument, NULL, 'c'},
                                            {0}};
    const char *database = NULL, *data = NULL, *path = NULL;
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (c == 'b')
            database = optarg;
        else if (c == 'd')
            data = optarg;
        else if (c == 'c')
            path = optarg;
        else
            return usage();
    }
    if (optind != argc)
        return usage();
    log_setup("deliver", 0);

    AUTO_ARENA struct arena *arena = arena_make();
    struct err e = {0};
    struct config config;
    struct bells bells;
    bells_import(&bells);
    sigset_t stop;
    (void)sigemptyset(&stop);
    (void)sigaddset(&stop, SIGTERM);
    (void)sigaddset(&stop, SIGINT);
    int signals = sigprocmask(SIG_BLOCK, &stop, NULL) < 0 ? -1 : signalfd(-1, &stop, SFD_CLOEXEC | SFD_NONBLOCK);
    struct deliverer d = {.config = &config};
    bool ok = signals >= 0 || err_set(&e, ERR_SYSTEM, "signalfd: %s", strerror(errno));
    ok = ok && config_read(path, arena, &config, &e);
    if (ok && data && !database)
        database = arena_printf(arena, "sqlite:%s/bothends.db", data);
    ok = ok && store_open(&d.store, database ? database : config.database, &e) && client_open(&d.client, &e) &&
         serve(&d, signals, bells.deliver, &e);
    if (!ok)
        log_line(LOG_LEVEL_ERROR, "deliverer failed", "problem", e.text, NULL);
    client_close(d.client);
    store_close(d.store);
    return ok ? 0 : e.code == ERR_INPUT ? 2 : 3;
}
