/* router.h -- the table of everything that can be asked. */
#ifndef SERVER_HTTP_ROUTER_H
#define SERVER_HTTP_ROUTER_H

#include "server/http/request.h"

#include <stdbool.h>
#include <stddef.h>

enum access { /* who may call */
    ACCESS_ANYONE,
    ACCESS_SIGNED,  /* no token: the message itself is signed */
    ACCESS_METRICS, /* from this machine, or an instructor */
    ACCESS_STUDENT, /* and up */
    ACCESS_INSTRUCTOR,
    ACCESS_ADMIN
};

enum body_kind {
    BODY_NONE,
    BODY_SUBMISSION,
    BODY_BATCH,
    BODY_RUBRIC,
    BODY_PREVIEW,
    BODY_REGRADE,
    BODY_TOKEN,
    BODY_SESSION,
    BODY_HOOK
};

/* Bits: media types an answer can have (problems apart). */
enum gives { GIVES_NOTHING = 0, GIVES_JSON = 1, GIVES_TEXT = 2, GIVES_EVENTS = 4, GIVES_HTML = 8, GIVES_ANY = 16 };

/* A new call is a new row in router.c; the OpenAPI document is made of these rows. */
struct route {
    const char *method, *pattern; /* "/v1/submissions/{id}/files/{name*}": the last may take the rest of the path */
    enum access access;
    enum body_kind body;
    unsigned gives;
    void (*handle)(struct request *request, struct answer *answer);
    const char *operation, *summary; /* OpenAPI */
    const char *parameters;          /* names in openapi.c's table, parted by blanks */
    const char *answers;             /* "202:Status 200:Grade 404": statuses, and the schema of the good ones */
};
extern const struct route routes[];
extern const size_t route_count;

/* Finds the row, fills route and params. False: the answer is 404 or 405 with Allow, or that of OPTIONS (then also). */
bool router_find(struct request *request, struct answer *answer);
/* The most bytes a body of this route may have. */
uint64_t router_body_max(const struct route *route, const struct config *config);
/* Is each parameter of the query one of the route's? False: 400. One with a typing error would be without effect. */
bool router_knows_query(struct request *request, struct answer *answer);
/* Does the answer fit what the client accepts? False: 406. */
bool router_acceptable(struct request *request, struct answer *answer);

/* Does path fit the pattern? params get copies in the arena. */
bool router_fits(const char *pattern, const char *path, struct arena *arena, const char *params[static PARAMS_MAX]);

#endif
