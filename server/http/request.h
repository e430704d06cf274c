/* request.h -- one HTTP request and its answer as plain data: what handlers see instead of the HTTP library. */
#ifndef SERVER_HTTP_REQUEST_H
#define SERVER_HTTP_REQUEST_H

#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "server/http/service.h"
#include "server/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FIELDS_MAX = 64, PARTS_MAX = 64, PARAMS_MAX = 2, WAIT_S_MAX = 60 };

struct field { /* a header, or a parameter of the query */
    const char *name, *value;
};
struct fields {
    struct field items[FIELDS_MAX];
    size_t count;
};

struct part { /* of a multipart body */
    const char *name;
    const char *filename; /* NULL: an ordinary form field */
    struct bytes data;
};

/* What a parked request waits for. */
struct watch {
    char id[ID_MAX];  /* submission */
    bool until_done;  /* else: until its fingerprint differs from seen */
    uint64_t seen;
    uint64_t until_ns; /* CLOCK_MONOTONIC: woken then at the latest */
};
/* Of what a watcher may see of a submission. */
uint64_t watch_fingerprint(const struct store_submission *submission);

struct request {
    struct service *service;
    struct store *store; /* of this thread */
    struct arena *arena; /* freed when the answer is out, or when the request is parked */
    const struct route *route;
    const char *method, *path; /* path is decoded, but a %00 in it stays "%00" */
    char id[72];               /* X-Request-Id: the client's own, or ours */
    struct fields headers, query;
    const char *params[PARAMS_MAX]; /* in the order of the route's {names} */
    struct bytes body;
    bool authenticated;
    struct store_token caller; /* when authenticated */
    const char *session;       /* what its cookie holds, when it came by one; else NULL */
    int64_t session_expires_ms;
    bool from_loopback;        /* and no proxy says that it speaks for somebody else */
    uint64_t began_ns;
    struct watch watch; /* what it was parked for, when called again */
};

/* NULL when there is none. Header names compare without case. */
const char *request_header(const struct request *request, const char *name);
const char *request_query(const struct request *request, const char *name);
/* The body's type without parameters, in lower case; "" when there is none. */
const char *request_type(const struct request *request);
/* How much the client wants this media type (RFC 9110, 12.5.1): 0 not at all, 1000 most. No Accept: 1000. */
unsigned request_accepts(const struct request *request, const char *type);
/* Does it rather have plain text than JSON? Only when it says text/plain by name. */
bool request_wants_text(const struct request *request);
/* Fields of a multipart body. False: *out untouched, the answer says why (wire.c). */
struct answer;
bool request_parts(struct request *request, struct part **out, size_t *count, struct answer *answer);

enum answer_kind {
    ANSWER_WHOLE,
    ANSWER_PARKED, /* call again (at `again`) when the watch says so; no thread waits */
    ANSWER_STREAM  /* server-sent events: `next` gives piece after piece */
};
enum stream_step { STREAM_MORE, STREAM_WAIT, STREAM_END };

/* The state of a stream outlives the handler's arena, so it is a plain struct here. */
struct stream {
    struct watch watch;
    char last_id[64]; /* id of the last event sent */
    uint64_t sent_ns; /* when anything was last sent */
};

struct answer {
    enum answer_kind kind;
    unsigned status;
    const char *type; /* media type; NULL: no body */
    struct bytes body;
    struct fields headers;
    bool close; /* the connection afterwards */
    struct watch watch;                                            /* PARKED */
    void (*again)(struct request *request, struct answer *answer); /* PARKED */
    struct stream stream;                                          /* STREAM */
    /* Appends to out what is to be sent now. STREAM_WAIT: nothing more until the watch wakes it. */
    enum stream_step (*next)(struct request *request, struct stream *stream, bool last, struct buf *out);
};

void answer_header(struct answer *answer, const char *name, const char *value);
void answer_bytes(struct answer *answer, unsigned status, const char *type, struct bytes body);

#endif
