/* client.h -- posts webhooks, several at a time, only to addresses that may be reached. */
#ifndef SERVER_DELIVER_CLIENT_H
#define SERVER_DELIVER_CLIENT_H

#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct client;

enum { CLIENT_AT_ONCE = 8, CLIENT_TIMEOUT_S = 15 };

bool client_open(struct client **out, struct err *e);
void client_close(struct client *client);

struct client_post {
    const char *url;
    bool allow_private; /* http and addresses that are not of the public internet, too */
    const char *headers[4]; /* "name: value" */
    size_t header_count;
    struct bytes body;
    void *tag; /* comes back with the answer */
};

struct client_answer {
    void *tag;
    int status;            /* 0: none */
    int64_t retry_after_s; /* -1: not given */
    char problem[160];     /* "" when there was a status */
};

/* Starts a post; false (ERR_LIMIT) when CLIENT_AT_ONCE are under way. body must live until its answer. No redirect is
 * followed, no proxy asked, at most 64 KiB of the answer read, and dropped. */
bool client_start(struct client *client, const struct client_post *post, struct err *e);
size_t client_running(const struct client *client);

/* Waits for an answer, for one of wake (fds, to read), or wait_ms; then takes one answer if there is one. */
bool client_wait(struct client *client, const int *wake, size_t wake_count, int wait_ms, struct err *e);
bool client_take(struct client *client, struct client_answer *out);

#endif
