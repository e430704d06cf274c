/* session.c -- signing in with a browser: a cookie that stands for a token. */
#include "rubrics/digest.h"
#include "rubrics/json.h"
#include "sandbox/base/clock.h"
#include "server/http/auth.h"
#include "server/http/handlers.h"
#include "server/http/problem.h"
#include "server/http/show.h"
#include "server/token.h"

#include <string.h>

enum { WEEK_S = 7 * 24 * 3600 };

/* HttpOnly: no script reads it. SameSite=Strict: no other site makes a browser send it. Secure when a proxy says that
 * the browser speaks TLS to it; on plain HTTP a browser would drop such a cookie. */
static void set_cookie(struct request *request, struct answer *answer, const char *value, int seconds)
{
    const char *outside = request_header(request, "X-Forwarded-Proto");
    answer_header(answer, "Set-Cookie",
                  arena_printf(request->arena, AUTH_COOKIE "=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d%s",
                               value, seconds, outside && strcmp(outside, "https") == 0 ? "; Secure" : ""));
}

static json_t *show_session(struct request *request)
{
    json_t *out = json_pack("{s:s, s:s}", "name", request->caller.name, "role", role_name(request->caller.role));
    CHECK(out);
    if (!request->session)
        return out;
    CHECK(json_object_set_new(out, "csrf", json_string(auth_csrf(request))) == 0);
    CHECK(json_object_set_new(out, "expires", json_string(show_time(request->arena, request->session_expires_ms))) ==
          0);
    return out;
}

/* A form of another site cannot send application/json, so nobody is signed in without knowing. */
void session_begin(struct request *request, struct answer *answer)
{
    AUTO_JSON json_t *document = NULL;
    struct err e = {0};
    if (!problem_body(request, answer, "Send application/json.", &document))
        return;
    const char *token = json_string_value(json_object_get(document, "token"));
    if (!token || json_object_size(document) != 1) {
        (void)problem_answer(request, answer, PROBLEM_BAD_JSON, "Send {\"token\": \"...\"}.");
        return;
    }
    if (!request->store) {
        (void)problem_answer(request, answer, PROBLEM_UNAVAILABLE, "The store does not answer.");
        return;
    }
    if (!auth_token_find(request, token, answer))
        return;
    char secret[TOKEN_SIZE], hash[65];
    token_make(secret);
    digest_sha256((struct bytes){secret, strlen(secret)}, hash);
    request->session = arena_string(request->arena, secret);
    request->session_expires_ms = clock_unix_ms() + WEEK_S * INT64_C(1000);
    if (!store_session_add(request->store, hash, request->caller.id, request->session_expires_ms, &e)) {
        (void)problem_err(request, answer, &e);
        return;
    }
    set_cookie(request, answer, secret, WEEK_S);
    answer_json(request, answer, 201, show_session(request));
}

void session_get(struct request *request, struct answer *answer)
{
    answer_json(request, answer, 200, show_session(request));
}

void session_end(struct request *request, struct answer *answer)
{
    struct err e = {0};
    char hash[65];
    if (request->session) {
        digest_sha256((struct bytes){request->session, strlen(request->session)}, hash);
        if (!store_session_end(request->store, hash, &e)) {
            (void)problem_err(request, answer, &e);
            return;
        }
    }
    set_cookie(request, answer, "", 0);
    answer_bytes(answer, 204, NULL, (struct bytes){0});
}
