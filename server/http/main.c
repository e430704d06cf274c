/* main.c -- bothends-http: the service's HTTP API. Listens, reads and writes the store; compiles and runs nothing.
 *
 * bothends-http --database URL [--config PATH] [--data DIR] [--verbose], started by `bothends serve`:
 *   BOTHENDS_LISTEN_FD  listening socket that is inherited; else config.listen is bound
 *   BOTHENDS_BELLS      see server/bell.h
 * Ends with 0 on SIGTERM or SIGINT, when what was under way is answered. */
#include "sandbox/base/clock.h"
#include "sandbox/base/fd.h"
#include "sandbox/base/prompt.h"
#include "server/http/inbox.h"
#include "server/http/metrics.h"
#include "server/http/openapi.h"
#include "server/http/rate.h"
#include "server/http/router.h"
#include "server/http/wire.h"
#include "server/log.h"
#include "server/paths.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024, GRACE_MS = 20000, KIT_BYTES_MAX = 1024 * 1024 };

struct flags {
    const char *database, *config, *data;
    bool verbose;
};

static void close_store(void *store)
{
    store_close(store);
}

struct store *service_store(struct service *service)
{
    struct store *store = pthread_getspecific(service->stores);
    struct err e = {0};
    if (store)
        return store;
    size_t turn = atomic_fetch_add(&service->ready_taken, 1);
    if (turn < STORES_READY)
        store = service->ready[turn];
    else if (!store_open(&store, service->database, &e)) {
        log_line(LOG_LEVEL_ERROR, "the store cannot be opened", "error", e.text, NULL);
        return NULL;
    }
    CHECK(pthread_setspecific(service->stores, store) == 0);
    return store;
}

static bool read_flags(int argc, char **argv, struct flags *out)
{
    static const struct option options[] = {{"database", required_argument, NULL, 'b'},
                                            {"config", required_argument, NULL, 'c'},
                                            {"data", required_argument, NULL, 'd'},
                                            {"verbose", no_argument, NULL, 'v'},
                                            {0}};
    *out = (struct flags){0};
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;)
        switch (option) {
        case 'b':
            out->database = optarg;
            break;
        case 'c':
            out->config = optarg;
            break;
        case 'd':
            out->data = optarg;
            break;
        case 'v':
            out->verbose = true;
            break;
        default:
            return false;
        }
    return optind == argc;
}

/* "127.0.0.1:8080", "[::1]:8080", ":8080" */
static bool listen_at(const char *text, int *out, struct err *e)
{
    char host[256];
    const char *colon = strrchr(text, ':');
    size_t length = colon ? (size_t)(colon - text) : 0;
    bool bracketed = length >= 2 && text[0] == '[' && text[length - 1] == ']';
    if (!colon || length >= sizeof host)
        return err_set(e, ERR_INPUT, "listen '%s' is no ADDRESS:PORT", text);
    (void)snprintf(host, sizeof host, "%.*s", (int)(bracketed ? length - 2 : length), text + bracketed); /* fits */
    struct addrinfo *found = NULL;
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    int failed = getaddrinfo(*host ? host : NULL, colon + 1, &hints, &found);
    if (failed)
        return err_set(e, ERR_INPUT, "listen '%s': %s", text, gai_strerror(failed));
    const int on = 1;
    int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool good = fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
                bind(fd, found->ai_addr, found->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0;
    int why = errno;
    freeaddrinfo(found);
    if (good) {
        *out = fd;
        return true;
    }
    fd_close(&fd);
    return err_set(e, ERR_SYSTEM, "listen on %s: %s", text, strerror(why));
}

static bool listening_socket(const struct config *config, int *out, struct err *e)
{
    const char *given = getenv("BOTHENDS_LISTEN_FD");
    if (!given && config->listen)
        return listen_at(config->listen, out, e);
    if (!given)
        return err_set(e, ERR_INPUT, "listen on what?");
    char *end;
    long fd = strtol(given, &end, 10);
    int listening = 0;
    socklen_t size = sizeof listening;
    if (*end || fd < 3 || getsockopt((int)fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) < 0 || !listening)
        return err_set(e, ERR_INPUT, "BOTHENDS_LISTEN_FD '%s' is no listening socket", given);
    int flags = fcntl((int)fd, F_GETFL);
    if (flags < 0 || fcntl((int)fd, F_SETFL, flags | O_NONBLOCK) < 0 || fcntl((int)fd, F_SETFD, FD_CLOEXEC) < 0)
        return err_set(e, ERR_SYSTEM, "the inherited socket: %s", strerror(errno));
    *out = (int)fd;
    return true;
}

/* To open the database and to prepare statements takes longer than an answer. So it is done before anybody asks, and
 * those that most requests need are asked once. */
static bool store_ready(const char *database, struct store **out, struct err *e)
{
    static const char nobody[65] = "none";
    AUTO_ARENA struct arena *arena = arena_make();
    struct store_token token;
    struct store_rubric rubric;
    struct store_submission submission;
    struct err absent = {0}; /* there is nothing of that name */
    if (!store_open(out, database, e))
        return false;
    (void)store_token_find(*out, nobody, arena, &token, &absent);
    (void)store_rubric_get(*out, nobody, 0, arena, &rubric, &absent);
    (void)store_submission_get(*out, nobody, arena, &submission, &absent);
    return true;
}

/* Fills what all requests share. */
static bool prepare(const struct flags *flags, struct config *config, struct arena *arena, struct service *out,
                    struct err *e)
{
    if (flags->data && setenv("BOTHENDS_DATA", flags->data, 1) < 0)
        return err_set(e, ERR_SYSTEM, "setenv: %s", strerror(errno));
    const char *kit = NULL;
    if (!config_read(flags->config, arena, config, e) || !paths_rubrics("kit/mp.h", arena, &kit, e) ||
        !fd_read_file(kit, KIT_BYTES_MAX, arena, &out->kit, e))
        return false;
    out->config = config;
    out->database = flags->database ? flags->database : config->database;
    out->openapi = openapi_document(arena);
    bells_import(&out->bells);
    CHECK(pthread_key_create(&out->stores, close_store) == 0);
    struct store *store = NULL;
    for (size_t i = 0; i < STORES_READY; i++)
        if (!store_ready(out->database, &out->ready[i], e))
            return false;
    if (!store_open(&store, out->database, e) || !store_submission_add(store, NULL, 0, 0, NULL, e))
        return false;
    out->metrics = metrics_make(route_count);
    out->inbox = inbox_make(store);
    out->rate = rate_make(config->submissions_per_minute);
    return true;
}

int main(int argc, char **argv)
{
    struct flags flags;
    if (!read_flags(argc, argv, &flags)) {
        (void)fputs("usage: bothends-http [--database URL] [--config PATH] [--data DIR] [--verbose]\n", stderr);
        return 2;
    }
    log_setup("http", flags.verbose);
    prompt_me(true); /* the CPUs are mostly busy with compiling, and no answer takes long */
    sigset_t stop;
    CHECK(sigemptyset(&stop) == 0 && sigaddset(&stop, SIGTERM) == 0 && sigaddset(&stop, SIGINT) == 0);
    CHECK(pthread_sigmask(SIG_BLOCK, &stop, NULL) == 0); /* threads inherit it: only sigwait takes them */
    CHECK(signal(SIGPIPE, SIG_IGN) != SIG_ERR);
    AUTO_ARENA struct arena *arena = arena_make();
    struct config config = {0};
    struct service service = {0};
    struct wire *wire = NULL;
    struct err e = {0};
    int listen_fd = -1;
    if (!prepare(&flags, &config, arena, &service, &e) || !listening_socket(&config, &listen_fd, &e) ||
        !wire_start(&wire, &service, listen_fd, &e)) {
        log_line(LOG_LEVEL_ERROR, "cannot start", "error", e.text, NULL);
        return e.code == ERR_INPUT ? 2 : 3;
    }
    log_line(LOG_LEVEL_INFO, "listening", "address", config.listen, NULL);
    int got = 0;
    CHECK(sigwait(&stop, &got) == 0);
    log_line(LOG_LEVEL_INFO, "stopping", "signal", strsignal(got), NULL);
    wire_stop(wire, GRACE_MS);
    metrics_free(service.metrics);
    rate_free(service.rate);
    inbox_free(service.inbox);
    for (size_t i = atomic_load(&service.ready_taken); i < STORES_READY; i++)
        store_close(service.ready[i]);
    log_line(LOG_LEVEL_INFO, "stopped", NULL);
    return 0;
}
