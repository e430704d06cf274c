/* assets.h -- what the pages and the report file are made of: server/web/dist, inside the program. */
#ifndef SERVER_ASSETS_H
#define SERVER_ASSETS_H

#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"

#include <stdbool.h>

struct asset {
    const char *type; /* media type */
    struct bytes data;
};

/* "app.js". False: there is none of that name. */
bool assets_find(const char *name, struct asset *out);

/* The one document of the pages, for styles that carry this nonce. */
struct bytes assets_index(const char *nonce, struct arena *arena);

#endif
