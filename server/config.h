/* config.h -- what the operator chose: file, environment, flags (the last wins). */
#ifndef SERVER_CONFIG_H
#define SERVER_CONFIG_H

#include "sandbox/base/arena.h"
#include "sandbox/base/err.h"
#include "sandbox/spec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum hook_kind { HOOK_STANDARD /* Standard Webhooks */, HOOK_GITHUB /* X-Hub-Signature-256 */ };

struct config_hook { /* [hook NAME]: who may post to /v1/hooks/NAME */
    const char *name;
    enum hook_kind kind;
    const char *secrets[2]; /* the second while a secret is being changed; NULL: none */
    const char *rubric;     /* for messages that name none; NULL: they must */
};

struct config_endpoint { /* [deliver NAME]: who is told of grades */
    const char *name, *url;
    const char *secret; /* whsec_... */
    bool allow_private; /* may be a private address (tests, an LMS on the same host); default false */
};

struct config {
    const char *listen;   /* "127.0.0.1:8080" */
    const char *data;     /* folder */
    const char *database; /* store url; default sqlite:DATA/bothends.db */
    uint32_t workers;     /* default: number of CPUs */
    enum isolation least; /* default: full as root, else rootless */
    const char *user;     /* to drop to when started as root; default "bothends", made of uid 64900 if there is none */
    uint32_t queue_max;        /* 503 beyond; default 10000 */
    uint32_t submissions_per_minute; /* of one token; default 60 for students, others are not limited */
    uint64_t body_max;         /* bytes of one request; default 8 MiB (a batch: 100 submissions) */
    struct config_hook *hooks;
    size_t hook_count;
    struct config_endpoint *endpoints;
    size_t endpoint_count;
};

/* Defaults, then the file (INI; NULL: none), then BOTHENDS_LISTEN, BOTHENDS_DATA, BOTHENDS_DATABASE, BOTHENDS_WORKERS,
 * BOTHENDS_ISOLATION; a flag of `serve` is put into the environment first. [server] holds the keys of struct config.
 * ERR_INPUT names file, line and key; unknown sections and keys are errors. Secrets may be given as secret_file. */
bool config_read(const char *path, struct arena *arena, struct config *out, struct err *e);

#endif
