/* auth.c -- who is asking, and may they? */
#include "server/http/auth.h"

#include "rubrics/digest.h"
#include "server/http/problem.h"

#include <string.h>
#include <strings.h>

enum { TOKEN_BYTES_MAX = 200 };

static enum role needed(enum access access)
{
    return access == ACCESS_ADMIN ? ROLE_ADMIN : access == ACCESS_STUDENT ? ROLE_STUDENT : ROLE_INSTRUCTOR;
}

/* What the session's cookie holds; NULL when there is none. RFC 6265, 4.2.1: "a=b; c=d". */
static const char *cookie(const struct request *request)
{
    static const char name[] = AUTH_COOKIE "=";
    const char *at = request_header(request, "Cookie");
    while (at && *at) {
        at += strspn(at, " ;");
        size_t length = strcspn(at, ";");
        if (strncmp(at, name, sizeof name - 1) == 0)
            return arena_copy(request->arena, at + sizeof name - 1, length - (sizeof name - 1));
        at += length;
    }
    return NULL;
}

const char *auth_csrf(const struct request *request)
{
    char *hex = arena_alloc(request->arena, 65, 1);
    const char *text = arena_printf(request->arena, "csrf %s", request->session);
    digest_sha256((struct bytes){text, strlen(text)}, hex);
    return hex;
}

bool auth_token_find(struct request *request, const char *given, struct answer *answer)
{
    size_t length = strlen(given);
    char hash[65];
    digest_sha256((struct bytes){given, length}, hash);
    struct err e = {0};
    if (length > 0 && length <= TOKEN_BYTES_MAX &&
        store_token_find(request->store, hash, request->arena, &request->caller, &e))
        return true;
    return e.code == ERR_NONE || e.code == ERR_ABSENT
               ? problem_answer(request, answer, PROBLEM_UNAUTHORIZED, "This token is not known, or was revoked.")
               : problem_err(request, answer, &e);
}

/* A browser sends the cookie with whatever any page makes it send. So what changes something must also show what only
 * our own pages can read. */
static bool csrf_ok(struct request *request, struct answer *answer)
{
    static const char *const reading[] = {"GET", "HEAD", "OPTIONS"};
    for (size_t i = 0; i < sizeof reading / sizeof *reading; i++)
        if (strcmp(request->method, reading[i]) == 0)
            return true;
    const char *given = request_header(request, "X-CSRF-Token"), *wanted = auth_csrf(request);
    if (given && strlen(given) == strlen(wanted) && digest_equal(given, wanted, strlen(wanted)))
        return true;
    return problem_answer(request, answer, PROBLEM_CSRF, "Send X-CSRF-Token as GET /v1/session gives it.");
}

static bool session_find(struct request *request, const char *held, struct answer *answer)
{
    char hash[65];
    digest_sha256((struct bytes){held, strlen(held)}, hash);
    struct err e = {0};
    if (!store_session_find(request->store, hash, request->arena, &request->caller, &request->session_expires_ms, &e))
        return e.code == ERR_ABSENT
                   ? problem_answer(request, answer, PROBLEM_UNAUTHORIZED, "This session is over: sign in again.")
                   : problem_err(request, answer, &e);
    request->session = held;
    return csrf_ok(request, answer);
}

bool auth_check(struct request *request, struct answer *answer)
{
    enum access access = request->route->access;
    if (access == ACCESS_ANYONE || access == ACCESS_SIGNED || (access == ACCESS_METRICS && request->from_loopback))
        return true;
    const char *given = request_header(request, "Authorization"), *held = cookie(request);
    if (given && strncasecmp(given, "Bearer ", 7) == 0) {
        if (!auth_token_find(request, given + 7 + strspn(given + 7, " "), answer))
            return false;
    } else if (given || !held) {
        return problem_answer(request, answer, PROBLEM_UNAUTHORIZED, "Send 'Authorization: Bearer TOKEN'.");
    } else if (!session_find(request, held, answer)) {
        return false;
    }
    request->authenticated = true;
    if (request->caller.role < needed(access))
        return problem_answer(request, answer, PROBLEM_FORBIDDEN, "This needs the role %s; the token's is %s.",
                              role_name(needed(access)), role_name(request->caller.role));
    return true;
}

bool auth_staff(const struct request *request)
{
    return request->authenticated && request->caller.role >= ROLE_INSTRUCTOR;
}

bool auth_owns(const struct request *request, const struct store_submission *submission)
{
    return auth_staff(request) || (request->authenticated && strcmp(submission->student, request->caller.name) == 0);
}
