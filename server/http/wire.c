/* wire.c -- the only door to libmicrohttpd: sockets and bytes outside, requests and answers inside.
 *
 * Four threads of libmicrohttpd (0.9.75) run everything here; the watcher's thread (park.c) only resumes. An exchange
 * is one request with its answer: made at the first call for it, freed when the library says that it is over. The traps
 * of this library, each with a test in tests/http:
 *   - an answer queued in the first call closes the connection, so only refusals of bodies nobody will read are;
 *   - MHD_stop_daemon aborts while a connection is suspended, so wire_stop wakes all and waits for them first;
 *   - an epoll loop that finds exactly as many events as it asked for may stall: the watcher connects once a second;
 *   - a client that leaves while suspended is not noticed, so streams are resumed every 15 s to write a comment;
 *   - a client that leaves in mid-request is noticed only when the connection was idle for IDLE_S;
 *   - a request that does not come to its end is closed without an answer, so we give one (last_word);
 *   - contradicting headers are let through, so headers_ok refuses them;
 *   - a line that begins with ':' ends the headers, and what follows it is read as the next request; one that begins
 *     with a blank lengthens the name before it (lines_follow);
 *   - asked to be strict it answers a missing Host in HTML, twice, and a blank in the target not at all. So it is not,
 *     and we look (see_target). */
#include "server/http/wire.h"

#include "rubrics/digest.h"
#include "sandbox/base/clock.h"
#include "sandbox/base/fd.h"
#include "server/http/auth.h"
#include "server/http/drain.h"
#include "server/http/headers.h"
#include "server/http/metrics.h"
#include "server/http/park.h"
#include "server/http/problem.h"
#include "server/http/router.h"
#include "server/log.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

enum {
    THREADS = 4,
    CONNECTIONS_MAX = 4096,
    FDS_SPARE = 128, /* for the store, the log and what else is no connection */
    IDLE_S = 20,     /* also how long a client that left in mid-request goes unnoticed */
    HEADER_BYTES_MAX = 32 * 1024,
    POST_BUFFER_BYTES = 8 * 1024, /* a part's header line must fit */
    DISCARD_TIMES = 4, /* a refused body is read and dropped up to this many times the largest that is taken */
    BODY_S_MAX = 120,
    PIECE_BYTES = 4096
};

struct wire {
    struct service *service;
    struct MHD_Daemon *daemon;
    struct park *park;
    struct drain *drain;
};

enum phase { PHASE_BODY, PHASE_REFUSED, PHASE_PARKED, PHASE_ANSWERED };

struct exchange {
    struct wire *wire;
    struct MHD_Connection *connection;
    struct request request;
    struct answer answer;
    enum phase phase;
    struct buf body;
    uint64_t body_max, body_seen;
    struct parked parked;
    struct buf out; /* of a stream: made, not yet taken */
    size_t out_sent;
    bool stream_over, stream_waits;
    bool said_early; /* answered while the client may still be sending */
};

/* --- headers ------------------------------------------------------------------------------------------------ */

struct gathered {
    struct fields *fields;
    bool too_many;
};

static enum MHD_Result gather(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct gathered *to = context;
    (void)kind; /* each kind has a call of its own */
    if (to->fields->count == FIELDS_MAX) {
        to->too_many = true;
        return MHD_NO;
    }
    to->fields->items[to->fields->count++] = (struct field){name, value ? value : ""};
    return MHD_YES;
}

/* Are the lines of the head, as they lie in the library's buffer, the headers that it gave us, and no others? */
static bool lines_follow(const struct exchange *x, const char *version)
{
    const struct fields *headers = &x->request.headers;
    uintptr_t end = (uintptr_t)version + strlen(version);
    for (size_t i = 0; i < headers->count; i++) {
        uintptr_t gap = (uintptr_t)headers->items[i].name - end; /* "\r\n", or "\n" */
        if (gap != 1 && gap != 2)
            return false;
        end = (uintptr_t)headers->items[i].value + strlen(headers->items[i].value);
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info && (uintptr_t)x->request.method + info->header_size - end <= 4; /* "\r\n\r\n" */
}

static bool is_loopback(const struct sockaddr *address)
{
    if (address && address->sa_family == AF_INET) {
        struct in_addr v4;
        memcpy(&v4, (const char *)address + offsetof(struct sockaddr_in, sin_addr), sizeof v4);
        return ntohl(v4.s_addr) >> 24 == 127;
    }
    if (address && address->sa_family == AF_INET6) {
        struct in6_addr v6;
        memcpy(&v6, (const char *)address + offsetof(struct sockaddr_in6, sin6_addr), sizeof v6);
        return IN6_IS_ADDR_LOOPBACK(&v6) || (IN6_IS_ADDR_V4MAPPED(&v6) && v6.s6_addr[12] == 127);
    }
    return address && address->sa_family == AF_UNIX;
}

/* --- one request ----------------------------------------------------------------------------------------------- */

static void begin_id(struct request *request)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    const char *given = request_header(request, "X-Request-Id");
    size_t length = given ? strlen(given) : 0;
    if (length > 0 && length <= 64 && strspn(given, allowed) == length) {
        memcpy(request->id, given, length + 1);
        return;
    }
    uint64_t random;
    digest_random(&random, sizeof random);
    (void)snprintf(request->id, sizeof request->id, "req_%016llx", (unsigned long long)random); /* fits */
}

/* RFC 9112, 3.2.2: "GET http://host/path" is asked of us as "GET /path" is. */
static const char *origin_form(const char *target)
{
    static const char *const schemes[] = {"http://", "https://"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t size = strlen(schemes[i]);
        if (strncasecmp(target, schemes[i], size) != 0)
            continue;
        const char *path = strchr(target + size, '/');
        return path ? path : "/";
    }
    return target;
}

static struct exchange *begin(struct wire *wire, struct MHD_Connection *connection, const char *method,
                              const char *path)
{
    struct exchange *x = calloc(1, sizeof *x);
    CHECK(x);
    x->wire = wire;
    x->connection = connection;
    x->request = (struct request){.service = wire->service,
                                  .store = service_store(wire->service),
                                  .arena = arena_make(),
                                  .method = method,
                                  .path = origin_form(path),
                                  .began_ns = clock_ns()};
    metrics_active(wire->service->metrics, 1);
    return x;
}

/* All that can be refused before the body is read. False: the answer says why. */
static bool admit(struct exchange *x, const char *version)
{
    struct request *request = &x->request;
    struct gathered headers = {.fields = &request->headers}, query = {.fields = &request->query};
    (void)MHD_get_connection_values(x->connection, MHD_HEADER_KIND, gather, &headers);     /* the count is in fields */
    (void)MHD_get_connection_values(x->connection, MHD_GET_ARGUMENT_KIND, gather, &query); /* the same */
    begin_id(request);
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    request->from_loopback = info && is_loopback(info->client_addr) && !request_header(request, "Forwarded") &&
                             !request_header(request, "X-Forwarded-For");
    if (headers.too_many || query.too_many) {
        x->answer.close = true;
        return problem_answer(request, &x->answer, PROBLEM_HEADERS_TOO_LARGE, "At most %d headers and %d parameters.",
                              FIELDS_MAX, FIELDS_MAX);
    }
    x->answer.close = true;
    if (!lines_follow(x, version))
        return problem_answer(request, &x->answer, PROBLEM_AMBIGUOUS_HEADERS,
                              "A line among the headers begins with a blank or a ':', or has a NUL in it.");
    if (!headers_ok(request, version, &x->answer))
        return false;
    x->answer.close = false;
    if (!router_find(request, &x->answer) || !router_knows_query(request, &x->answer) ||
        !router_acceptable(request, &x->answer))
        return false;
    if (!request->store && request->route->access != ACCESS_ANYONE)
        return problem_answer(request, &x->answer, PROBLEM_UNAVAILABLE, "The store does not answer.");
    if (!auth_check(request, &x->answer))
        return false;
    x->body_max = router_body_max(request->route, request->service->config);
    const char *length = request_header(request, "Content-Length");
    if (length && (strlen(length) > 18 || strtoull(length, NULL, 10) > x->body_max))
        return problem_answer(request, &x->answer, PROBLEM_TOO_LARGE, "The body may have at most %llu bytes.",
                              (unsigned long long)x->body_max);
    return true;
}

/* What is wrong with a target, found in the place of an exchange until there is one. */
static struct refusal {
    enum problem problem;
    const char *why;
} not_written_so = {PROBLEM_BAD_REQUEST,
                    "The address has a blank or a control character in it: write it as %20 and the like."},
  coded_slash = {PROBLEM_NOT_FOUND, "A %2F is no '/' between names, only in the name of a file."};

static struct refusal *as_refusal(void *state)
{
    return state == &not_written_so || state == &coded_slash ? state : NULL;
}

/* Always false. */
static bool refuse_target(struct exchange *x, const struct refusal *refusal)
{
    begin_id(&x->request);
    x->answer.close = true;
    return problem_answer(&x->request, &x->answer, refusal->problem, "%s", refusal->why);
}

static void suspend(void *exchange)
{
    struct exchange *x = exchange;
    metrics_parked(x->wire->service->metrics, 1);
    MHD_suspend_connection(x->connection);
}

static void resume(void *exchange)
{
    struct exchange *x = exchange;
    metrics_parked(x->wire->service->metrics, -1);
    MHD_resume_connection(x->connection);
}

/* What a parked request holds for minutes must be small: who asks and for what, in an arena of its own. */
static void shed(struct exchange *x)
{
    struct request *request = &x->request;
    struct arena *fresh = arena_make();
    for (size_t i = 0; i < PARAMS_MAX; i++)
        request->params[i] = arena_string(fresh, request->params[i]);
    request->caller.id = arena_string(fresh, request->caller.id);
    request->caller.name = arena_string(fresh, request->caller.name);
    request->session = arena_string(fresh, request->session);
    arena_free(request->arena);
    request->arena = fresh;
    buf_free(&x->body);
    request->body = (struct bytes){0};
}

static ssize_t on_stream(void *context, uint64_t position, char *to, size_t room)
{
    struct exchange *x = context;
    struct stream *stream = &x->answer.stream;
    (void)position;
    while (x->out_sent == x->out.size) {
        if (x->stream_over)
            return MHD_CONTENT_READER_END_OF_STREAM;
        if (x->stream_waits) {
            x->stream_waits = false;
            x->parked = (struct parked){.watch = stream->watch, .exchange = x};
            if (park_add(x->wire->park, &x->parked, suspend))
                return 0;
        }
        shed(x);
        x->out_sent = x->out.size = 0;
        bool last = atomic_load(&x->wire->service->draining);
        x->request.store = service_store(x->wire->service);
        enum stream_step step = x->request.store ? x->answer.next(&x->request, stream, last, &x->out) : STREAM_END;
        x->stream_over = step == STREAM_END || last;
        x->stream_waits = step == STREAM_WAIT;
    }
    size_t size = x->out.size - x->out_sent < room ? x->out.size - x->out_sent : room;
    memcpy(to, x->out.data + x->out_sent, size);
    x->out_sent += size;
    return (ssize_t)size;
}

static void put_headers(const struct exchange *x, struct MHD_Response *response)
{
    const struct answer *answer = &x->answer;
    bool has_cache = headers_count(&answer->headers, "Cache-Control") > 0;
    if (answer->type)
        CHECK(MHD_add_response_header(response, "Content-Type", answer->type) == MHD_YES);
    CHECK(MHD_add_response_header(response, "X-Request-Id", x->request.id) == MHD_YES);
    CHECK(MHD_add_response_header(response, "X-Content-Type-Options", "nosniff") == MHD_YES);
    if (!has_cache)
        CHECK(MHD_add_response_header(response, "Cache-Control", "no-store") == MHD_YES);
    if (answer->close || atomic_load(&x->wire->service->draining))
        CHECK(MHD_add_response_header(response, "Connection", "close") == MHD_YES);
    for (size_t i = 0; i < answer->headers.count; i++) /* a value of ours that has a control character is our bug */
        CHECK(MHD_add_response_header(response, answer->headers.items[i].name, answer->headers.items[i].value) ==
              MHD_YES);
}

static enum MHD_Result send_answer(struct exchange *x)
{
    struct answer *answer = &x->answer;
    x->phase = PHASE_ANSWERED;
    struct MHD_Response *response;
    if (answer->kind == ANSWER_STREAM && strcmp(x->request.method, "HEAD") != 0)
        response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, PIECE_BYTES, on_stream, x, NULL);
    else /* the arena lives until on_completed, the library copies nothing */
        response = MHD_create_response_from_buffer(answer->body.size, (void *)(uintptr_t)answer->body.data,
                                                   MHD_RESPMEM_PERSISTENT);
    CHECK(response);
    put_headers(x, response);
    enum MHD_Result queued = MHD_queue_response(x->connection, answer->status, response);
    MHD_destroy_response(response);
    return queued;
}

/* Calls the handler, parks the request if it wants to wait, else sends its answer. */
static enum MHD_Result run(struct exchange *x, void (*handle)(struct request *, struct answer *))
{
    x->answer = (struct answer){0};
    handle(&x->request, &x->answer);
    if (x->answer.kind != ANSWER_PARKED)
        return send_answer(x);
    void (*again)(struct request *, struct answer *) = x->answer.again;
    x->parked = (struct parked){.watch = x->answer.watch, .exchange = x};
    x->phase = PHASE_PARKED;
    shed(x);
    if (park_add(x->wire->park, &x->parked, suspend))
        return MHD_YES;
    x->answer = (struct answer){0};
    x->request.watch = x->parked.watch;
    again(&x->request, &x->answer);
    CHECK(x->answer.kind != ANSWER_PARKED); /* draining was set before parking was refused */
    return send_answer(x);
}

static uint64_t discard_max(const struct exchange *x)
{
    return x->wire->service->config->body_max * DISCARD_TIMES;
}

static void too_slow(struct exchange *x)
{
    x->answer = (struct answer){.close = true};
    (void)problem_answer(&x->request, &x->answer, PROBLEM_TOO_SLOW,
                         "The request did not come to its end: %d s without a byte, or %d s for a body, are too long.",
                         IDLE_S, BODY_S_MAX); /* is always false */
}

/* MHD_NO: the connection is closed; last_word says why. */
static enum MHD_Result take_body(struct exchange *x, const char *data, size_t size)
{
    x->body_seen += size;
    if (x->phase == PHASE_BODY && x->body_seen > x->body_max) {
        buf_free(&x->body);
        x->phase = PHASE_REFUSED;
        (void)problem_answer(&x->request, &x->answer, PROBLEM_TOO_LARGE, "The body may have at most %llu bytes.",
                             (unsigned long long)x->body_max); /* said at the end */
    }
    if (x->body_seen > discard_max(x))
        return MHD_NO;
    if (clock_ns() - x->request.began_ns > BODY_S_MAX * 1000000000ull) {
        too_slow(x);
        return MHD_NO;
    }
    if (x->phase == PHASE_BODY)
        buf_add(&x->body, data, size);
    return MHD_YES;
}

/* A refusal that comes before the body is lost on a client that listens only when it has said all, and finds the
 * connection broken. So a body of some size is read and dropped first; not one that waits for our word (Expect), is far
 * too large, or has headers that make it doubtful where it ends. */
static bool answer_at_once(const struct exchange *x)
{
    const char *length = request_header(&x->request, "Content-Length");
    return x->answer.close || request_header(&x->request, "Expect") ||
           (length && (strlen(length) > 18 || strtoull(length, NULL, 10) > discard_max(x)));
}

/* The target as it came: later a blank in it looks like %20, and %2F like a '/'. A proxy in front takes that for a part
 * of a name, so no rule of its own for a path would see it; here it is one only in the name of a file. */
static void *see_target(void *context, const char *target, struct MHD_Connection *connection)
{
    (void)context;
    (void)connection;
    for (const char *c = target; c && *c; c++)
        if ((unsigned char)*c <= ' ' || *c == 0x7f)
            return &not_written_so;
    const char *slash = target ? strcasestr(target, "%2f") : NULL, *query = target ? strchr(target, '?') : NULL;
    const char *files = target ? strstr(target, "/files/") : NULL;
    bool in_path = slash && (!query || slash < query);
    return in_path && (!files || slash < files) ? &coded_slash : NULL;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *path,
                                  const char *method, const char *version, const char *data, size_t *size, void **state)
{
    struct wire *wire = context;
    const struct refusal *refusal = as_refusal(*state);
    struct exchange *x = refusal ? NULL : *state;
    if (!x) {
        x = *state = begin(wire, connection, method, path);
        if (refusal ? refuse_target(x, refusal) : admit(x, version))
            return MHD_YES;
        x->phase = PHASE_REFUSED;
        if (!answer_at_once(x))
            return MHD_YES; /* answered at the last call, which keeps the connection */
        x->answer.close = x->said_early = true;
        return send_answer(x);
    }
    if (*size > 0) {
        enum MHD_Result result = take_body(x, data, *size);
        *size = 0;
        return result;
    }
    if (x->phase == PHASE_REFUSED)
        return send_answer(x);
    if (x->phase == PHASE_PARKED) {
        x->request.store = service_store(wire->service);
        x->request.watch = x->parked.watch;
        return run(x, x->answer.again);
    }
    x->request.body = (struct bytes){x->body.data, x->body.size};
    return run(x, x->request.route->handle);
}

/* Written on the socket as it is: the library has no answer of ours, and shuts it down right after this. */
static void last_word(const struct exchange *x, int fd)
{
    const struct answer *answer = &x->answer;
    const time_t now = time(NULL);
    struct tm utc;
    char date[64];
    CHECK(gmtime_r(&now, &utc) && strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", &utc) > 0);
    AUTO_BUF struct buf out = {0};
    buf_printf(&out, "HTTP/1.1 %u %s\r\nDate: %s\r\nConnection: close\r\nCache-Control: no-store\r\n", answer->status,
               MHD_get_reason_phrase_for(answer->status), date);
    buf_printf(&out, "Content-Type: %s\r\nContent-Length: %zu\r\nX-Request-Id: %s\r\n", answer->type, answer->body.size,
               x->request.id);
    for (size_t i = 0; i < answer->headers.count; i++)
        buf_printf(&out, "%s: %s\r\n", answer->headers.items[i].name, answer->headers.items[i].value);
    buf_add_string(&out, "\r\n");
    buf_add(&out, answer->body.data, answer->body.size);
    (void)send(fd, out.data, out.size, MSG_DONTWAIT | MSG_NOSIGNAL); /* who does not listen is told nothing */
}

static void on_completed(void *context, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode code)
{
    struct wire *wire = context;
    struct exchange *x = as_refusal(*state) ? NULL : *state;
    const bool late = code == MHD_REQUEST_TERMINATED_TIMEOUT_REACHED;
    if (!x && !late)
        return;
    if (!x) { /* the headers did not come to their end */
        x = begin(wire, connection, "", "");
        begin_id(&x->request);
    }
    if (late && x->phase == PHASE_BODY)
        too_slow(x);
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    const bool unsaid = x->phase <= PHASE_REFUSED && (late || code == MHD_REQUEST_TERMINATED_WITH_ERROR);
    if (unsaid && info && x->answer.type)
        last_word(x, info->connect_fd);
    if ((unsaid || x->said_early) && info)
        drain_take(wire->drain, info->connect_fd);
    const struct request *request = &x->request;
    uint64_t took_ns = clock_ns() - request->began_ns;
    size_t route = request->route ? (size_t)(request->route - routes) : route_count;
    metrics_request(wire->service->metrics, route, x->answer.status, took_ns);
    bool quiet = strcmp(request->method, "POST") != 0 && x->answer.status < 500;
    char status[16], took[32];
    (void)snprintf(status, sizeof status, "%u", x->answer.status);    /* fits */
    (void)snprintf(took, sizeof took, "%.2f", (double)took_ns / 1e6); /* fits */
    log_line(quiet ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO, "request", "request_id", request->id, "method", request->method,
             "route", request->route ? request->route->pattern : "none", "status", status, "dur_ms", took, "end",
             code == MHD_REQUEST_TERMINATED_COMPLETED_OK ? "whole" : "cut", NULL);
    *state = NULL;
    arena_free(x->request.arena);
    buf_free(&x->body);
    buf_free(&x->out);
    metrics_active(wire->service->metrics, -1);
    free(x);
}

/* --- multipart ---------------------------------------------------------------------------------------------------- */

struct parts {
    struct arena *arena;
    struct part *items;
    size_t count;
    char *room; /* holds the data of all parts: together they are smaller than the body */
    size_t used;
    const char *refused;
};

static enum MHD_Result on_part(void *context, enum MHD_ValueKind kind, const char *name, const char *filename,
                               const char *type, const char *coding, const char *data, uint64_t offset, size_t size)
{
    struct parts *parts = context;
    (void)kind;
    (void)type;
    if (coding && strcasecmp(coding, "binary") != 0 && strcasecmp(coding, "8bit") != 0 &&
        strcasecmp(coding, "7bit") != 0)
        parts->refused = "A part has a Content-Transfer-Encoding; send it as it is.";
    if (offset == 0 && parts->count == PARTS_MAX)
        parts->refused = "It has more than 64 parts.";
    if (parts->refused)
        return MHD_NO;
    if (offset == 0)
        parts->items[parts->count++] = (struct part){arena_string(parts->arena, name ? name : ""),
                                                     arena_string(parts->arena, filename),
                                                     {parts->room + parts->used, 0}};
    memcpy(parts->room + parts->used, data, size);
    parts->used += size;
    parts->items[parts->count - 1].data.size += size;
    return MHD_YES;
}

bool request_parts(struct request *request, struct part **out, size_t *count, struct answer *answer)
{
    struct exchange *x = (struct exchange *)((char *)request - offsetof(struct exchange, request));
    struct parts parts = {.arena = request->arena,
                          .items = arena_alloc(request->arena, PARTS_MAX, sizeof *parts.items),
                          .room = arena_alloc(request->arena, request->body.size + 1, 1)};
    struct MHD_PostProcessor *reader = MHD_create_post_processor(x->connection, POST_BUFFER_BYTES, on_part, &parts);
    if (!reader)
        return problem_answer(request, answer, PROBLEM_BAD_MULTIPART,
                              "Content-Type names no boundary of two characters or more.");
    bool whole = MHD_post_process(reader, request->body.data ? request->body.data : "", request->body.size) == MHD_YES;
    whole = MHD_destroy_post_processor(reader) == MHD_YES && whole && !parts.refused;
    if (!whole)
        return problem_answer(request, answer, PROBLEM_BAD_MULTIPART, "%s",
                              parts.refused ? parts.refused
                                            : "It ends before its last boundary, or a part's header is broken.");
    if (parts.count == 0 && request->body.size > 0)
        return problem_answer(request, answer, PROBLEM_BAD_MULTIPART,
                              "There is no part in it; or their boundary is another than Content-Type says.");
    *out = parts.items;
    *count = parts.count;
    return true;
}

/* --- the whole --------------------------------------------------------------------------------------------------- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The library's own would turn %00 into an end of the text, so that a name could be two names. Here it stays as it is,
 * and no name may have a '%'. */
static size_t unescape(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context;
    (void)connection;
    size_t to = 0;
    for (size_t from = 0; text[from]; to++) {
        int high = text[from] == '%' ? hex_digit(text[from + 1]) : -1;
        int low = high >= 0 ? hex_digit(text[from + 2]) : -1;
        bool coded = low >= 0 && high * 16 + low != 0;
        if (coded)
            ((unsigned char *)text)[to] = (unsigned char)(high * 16 + low);
        else
            text[to] = text[from];
        from += coded ? 3 : 1;
    }
    text[to] = '\0';
    return to;
}

__attribute__((format(printf, 2, 0))) static void on_log(void *context, const char *format, va_list args)
{
    (void)context;
    char text[512];
    (void)vsnprintf(text, sizeof text, format, args); /* cut is fine */
    log_line(LOG_LEVEL_DEBUG, "libmicrohttpd", "text", text, NULL);
}

static unsigned connections_max(void)
{
    const rlim_t spare = FDS_SPARE, wanted = CONNECTIONS_MAX + spare;
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
        return FDS_SPARE;
    limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
    (void)setrlimit(RLIMIT_NOFILE, &limit); /* then the old limit stands, and is what is read next */
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur <= spare + spare)
        return FDS_SPARE;
    return limit.rlim_cur < wanted ? (unsigned)(limit.rlim_cur - spare) : CONNECTIONS_MAX;
}

bool wire_start(struct wire **out, struct service *service, int listen_fd, struct err *e)
{
    struct wire *wire = calloc(1, sizeof *wire);
    CHECK(wire);
    wire->service = service;
    struct sockaddr_storage address = {0};
    socklen_t address_size = sizeof address;
    if (getsockname(listen_fd, (struct sockaddr *)&address, &address_size) < 0) {
        free(wire);
        return err_set(e, ERR_SYSTEM, "the listening socket: %s", strerror(errno));
    }
    if (!drain_start(&wire->drain, e)) {
        free(wire);
        return false;
    }
    if (!park_start(&wire->park, service, resume, &address, address_size, e)) {
        drain_stop(wire->drain);
        free(wire);
        return false;
    }
    unsigned most = connections_max();
    wire->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL, on_request, wire,
        MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL, MHD_OPTION_LISTEN_SOCKET, listen_fd, MHD_OPTION_THREAD_POOL_SIZE,
        (unsigned)THREADS, MHD_OPTION_CONNECTION_LIMIT, most, MHD_OPTION_PER_IP_CONNECTION_LIMIT, most / 2,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_BYTES_MAX,
        MHD_OPTION_URI_LOG_CALLBACK, see_target, NULL, MHD_OPTION_UNESCAPE_CALLBACK, unescape, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, wire, MHD_OPTION_END);
    if (!wire->daemon) {
        park_close(wire->park);
        park_stop(wire->park);
        drain_stop(wire->drain);
        free(wire);
        return err_set(e, ERR_SYSTEM, "libmicrohttpd cannot serve on that socket");
    }
    *out = wire;
    return true;
}

void wire_stop(struct wire *wire, unsigned grace_ms)
{
    atomic_store(&wire->service->draining, true);
    int listen_fd = MHD_quiesce_daemon(wire->daemon);
    fd_close(&listen_fd);
    park_close(wire->park);
    uint64_t until_ns = clock_ns() + grace_ms * 1000000ull;
    while (metrics_active_count(wire->service->metrics) > 0 && clock_ns() < until_ns)
        (void)poll(NULL, 0, 5); /* requests end by themselves; the library offers nothing to wait on */
    park_stop(wire->park);
    MHD_stop_daemon(wire->daemon);
    drain_stop(wire->drain);
    free(wire);
}
